namespace LightTheTorch.Tests.Cli;

/// <summary>What a reviewer reads: <c>ltt diff</c> against the last commit, and between two backends.</summary>
public sealed class DiffOutputTests : IDisposable
{
    private readonly MadeIndex _index = new();

    public DiffOutputTests() => _index.Universe
        .Add("app", "1.0", "lib<2")
        .Add("app", "2.0", "lib>=2", "extra-lib")
        .Add("extra-lib", "1.0")
        .Add("lib", "1.0", "old-lib")
        .Add("lib", "2.0")
        .Add("old-lib", "1.0")
        .AddTorch("cpu", MadeIndex.Wheel("torch", "2.9.0+cpu"))
        .AddTorch("cu118", MadeIndex.Wheel("torch", "2.7.1+cu118", "nvidia-lib-cu11"))
        .Add("nvidia-lib-cu11", "1.0");

    public void Dispose() => _index.Dispose();

    [Fact]
    public async Task Diff_SaysWhatChangedAndWhy()
    {
        (await _index.LockAsync("app<2\ntorch\n", "cpu,cu118")).MustBeDone();
        Git("init", "-q");
        Git("add", ".");
        Git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "locks");
        (await _index.LockAsync("app>=2\ntorch\n", "cpu,cu118")).MustBeDone();

        Snapshot.Match((await _index.Cli.RunAsync("diff", "HEAD:requirements.cpu.txt", "cpu")).ToString(), "commit");
        Snapshot.Match((await _index.Cli.RunAsync("diff", "cpu", "cu118", "--check")).ToString(), "backends");
    }

    [Fact]
    public async Task Diff_WithoutWordsIsThatOfAllLocksSinceTheLastCommit()
    {
        (await _index.LockAsync("app<2\ntorch\n", "cpu,cu118")).MustBeDone();
        CliAnswer outside = await _index.Cli.RunAsync("diff"); // no repository yet, which is said once for all locks
        Assert.Equal((Diagnostics.ExitCode.Failed, 2), (outside.ExitCode, outside.Talk.Split("git has no").Length));
        Git("init", "-q");
        Git("add", "requirements.cpu.txt", "requirements.txt");
        Git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "locks");
        CliAnswer same = await _index.Cli.RunAsync("diff", "--check", "-q");
        Assert.Equal((Diagnostics.ExitCode.Done, "", ""), (same.ExitCode, same.Output, same.Talk));
        (await _index.LockAsync("app>=2\ntorch\n", "cpu,cu118")).MustBeDone();
        CliAnswer answer = await _index.Cli.RunAsync("diff", "--check");
        Snapshot.Match(answer.ToString());
        Assert.Equal(Diagnostics.ExitCode.OutOfDate, answer.ExitCode);
        Assert.Contains("\"file\": \"requirements.cpu.txt\"", (await _index.Cli.RunAsync("diff", "--json")).Output, StringComparison.Ordinal);
        Assert.Equal(Diagnostics.ExitCode.Usage, (await _index.Cli.RunAsync("diff", "cpu")).ExitCode);
    }

    [Fact]
    public async Task Lock_ShowsTheFirstOfVeryManyChanges()
    {
        string[] names = [.. Enumerable.Range(10, 23).Select(number => $"part{number}")];
        foreach (string name in names) _index.Universe.Add(name, "1.0");
        (await _index.LockAsync("app\n", "cpu")).MustBeDone();
        CliAnswer answer = await _index.LockAsync("app\n" + string.Join('\n', names), "cpu");
        Assert.Equal(20, answer.Talk.Split('\n').Count(line => line.StartsWith("  + part", StringComparison.Ordinal)));
        Assert.Contains("\n  and 3 more changes\n", answer.Talk, StringComparison.Ordinal);
    }

    private void Git(params string[] words)
    {
        using System.Diagnostics.Process git = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("git", words) { WorkingDirectory = _index.Cli.Folder })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
