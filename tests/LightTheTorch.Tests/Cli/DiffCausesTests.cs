using System.Text.Json;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.Tests.Cli;

/// <summary><c>ltt diff</c> tells which change of the inputs lies behind each change of the lock.</summary>
public sealed class DiffCausesTests : IDisposable
{
    private readonly MadeIndex _index = new();

    public DiffCausesTests() => _index.Universe
        .Add("app", "1.0", "lib<2").Add("app", "2.0", "lib>=2", "extra-lib")
        .Add("lib", "1.0", "old-lib", "deep").Add("lib", "2.0", "deep>=2")
        .Add("extra-lib", "1.0").Add("old-lib", "1.0")
        .Add("deep", "1.0").Add("deep", "2.0")
        .Add("limiter", "1.0", "deep<2")
        .Add("free", "1.0").Add("free", "2.0", "rival<2")
        .Add("rival", "1.0").Add("rival", "2.0")
        .Add("winonly", "1.0");

    public void Dispose() => _index.Dispose();

    [Theory]
    [InlineData("changed", "app<2", "", "app", "")]
    [InlineData("tightened", "app", "", "app<2", "")]
    [InlineData("added", "deep", "", "deep\nlimiter", "")]
    [InlineData("removed", "deep\nlimiter", "", "deep", "--upgrade")]
    [InlineData("through-a-chain", "app<2\nfree", "", "app>=2\nfree", "")]
    [InlineData("constraint-tightened", "lib", "", "lib\n-c limits.txt", "")]
    [InlineData("constraint-loosened", "lib\n-c limits.txt", "", "lib\n-c looser.txt", "--upgrade")]
    [InlineData("constraint-gone", "lib\n-c limits.txt", "", "lib", "--upgrade")]
    [InlineData("of-the-parent", "app\n-c limits.txt", "", "app", "--upgrade")]
    [InlineData("conflict", "free", "", "free\nrival>=2", "")]
    [InlineData("option", "lib", "--resolution lowest", "lib", "--upgrade")]
    [InlineData("option-changed", "lib", "--resolution lowest", "lib", "--resolution lowest-direct --upgrade")]
    [InlineData("target", "lib\nwinonly ; sys_platform == 'win32'", "", "lib\nwinonly ; sys_platform == 'win32'", "--platforms linux_x86_64,win_amd64")]
    [InlineData("targets-gone", "lib\nwinonly ; sys_platform == 'win32'", "--platforms linux_x86_64,win_amd64 --python 3.12,3.13", "lib\nwinonly ; sys_platform == 'win32'", "")]
    [InlineData("upgrade", "lib==1.0", "", "lib", "--upgrade")]
    [InlineData("upgrade-alone", "free\nlib\n-c kept.txt", "", "free\nlib\napp", "--upgrade-package free")]
    [InlineData("nothing", "lib", "", "lib>=1", "")]
    [InlineData("override", "lib", "", "lib", "--override limits.txt")]
    public async Task Diff_NamesTheChangeBehindIt(string name, string before, string optionsBefore, string after, string optionsAfter)
    {
        _index.Cli.Write("limits.txt", "lib<2\n");
        _index.Cli.Write("looser.txt", "lib<3\n");
        _index.Cli.Write("kept.txt", "free<2\n");
        (await _index.LockAsync(before + "\n", "cpu", Words(optionsBefore))).MustBeDone();
        File.Move(Path.Combine(_index.Cli.Folder, "requirements.cpu.txt"), Path.Combine(_index.Cli.Folder, "old.txt"));
        File.Copy(Path.Combine(_index.Cli.Folder, "old.txt"), Path.Combine(_index.Cli.Folder, "requirements.cpu.txt"));
        (await _index.LockAsync(after + "\n", "cpu", Words(optionsAfter))).MustBeDone();

        CliAnswer answer = await _index.Cli.RunAsync("diff", "old.txt", "cpu");
        Snapshot.Match(answer.ToString(), name);
        Assert.Equal(ExitCode.Done, answer.ExitCode);

        // A program reads the same.
        using JsonDocument json = JsonDocument.Parse((await _index.Cli.RunAsync("diff", "old.txt", "cpu", "--json")).Output);
        string[] changes = [.. json.RootElement.GetProperty("changes").EnumerateArray().Select(change => change.GetString()!)];
        foreach (JsonElement difference in json.RootElement.GetProperty("differences").EnumerateArray())
            Assert.All(difference.GetProperty("causes").EnumerateArray(), cause => Assert.Contains(cause.GetString()!, changes));
    }

    private static string[] Words(string options) => options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
