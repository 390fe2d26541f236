using LightTheTorch.Diagnostics;

namespace LightTheTorch.Tests.Cli;

/// <summary><c>ltt report</c> on locks of the recorded index.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly InProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Report_IsOnePageAboutAllLocks()
    {
        _cli.Write("requirements.txt", "torch>=2.6\ntorchvision\n");
        CliAnswer locked = await _cli.LockAsync("cpu,cu118,cu126", "--platforms", "linux_x86_64,win_amd64");
        Assert.True(locked.ExitCode == ExitCode.Done, locked.Talk);
        CliAnswer answer = await _cli.RunAsync("report", "-o", "report.html", "--title", "vision", "--mirror", RepoRoot.At("fixtures", "index"));
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Equal("report.html\n", answer.Output);
        string page = await File.ReadAllTextAsync(Path.Combine(_cli.Folder, "report.html"), TestContext.Current.CancellationToken);
        Assert.Contains("<h3>cu118</h3>", page, StringComparison.Ordinal);
        Assert.Contains("versions differ", page, StringComparison.Ordinal);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        Assert.Equal("{\n  \"format\": 1,\n  \"file\": \"{folder}/report.html\",\n  \"warnings\": []\n}\n", (await _cli.RunAsync("report", "--json", "--title", "vision", "--mirror", RepoRoot.At("fixtures", "index"))).Output.Replace("\\\\", "/", StringComparison.Ordinal));
        Assert.Equal(page, await File.ReadAllTextAsync(Path.Combine(_cli.Folder, "report.html"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Report_WithoutAnIndexSaysWhatItDoesNotKnow()
    {
        _cli.Write("requirements.txt", "filelock\n");
        await _cli.LockAsync("cpu");
        CliAnswer answer = await _cli.RunAsync("report", "--offline", "--cache-dir", "empty");
        Assert.Equal("exit 0 (Done)\n--- stdout\nreport.html\n--- stderr\nwarning[LTT2004]: the size of 1 file is unknown: `https://pypi.org/simple/filelock/` is not in the cache, and `--offline` forbids to ask for it\n", answer.ToString());
    }
}
