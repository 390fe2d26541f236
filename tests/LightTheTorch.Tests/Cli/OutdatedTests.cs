using System.Text.Json;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.Tests.Cli;

/// <summary><c>ltt outdated</c>: what an upgrade would bring, and nothing written.</summary>
public sealed class OutdatedTests : IDisposable
{
    private readonly InProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Outdated_ShowsWhatAnUpgradeWouldBring()
    {
        await OldLocksAsync("--format", "requirements");
        string old = Text("requirements.cpu.txt");
        CliAnswer answer = await OutdatedAsync();
        Snapshot.Match(answer.ToString());
        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Equal(old, Text("requirements.cpu.txt"));
        // It was the truth.
        await _cli.LockAsync("cpu", "--upgrade");
        _cli.Write("old.txt", old);
        string cpu = answer.Output.Split("cu126:\n")[0].Replace("cpu:\n", "", StringComparison.Ordinal).Replace("\n  ", "\n", StringComparison.Ordinal).TrimStart();
        Assert.Equal(cpu, (await _cli.RunAsync("diff", "old.txt", "cpu")).Output);
        Assert.Contains("cpu: an upgrade would change nothing", (await OutdatedAsync("-b", "cpu")).Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outdated_ReadsPylocksAndPrintsJson()
    {
        await OldLocksAsync("--format", "pylock");
        using JsonDocument document = JsonDocument.Parse((await OutdatedAsync("--json", "--backends", "cu126")).Output);
        JsonElement backend = Assert.Single(document.RootElement.GetProperty("backends").EnumerateArray());
        Assert.Equal("cu126", backend.GetProperty("name").GetString());
        Assert.Equal(
            "{\"name\":\"filelock\",\"kind\":\"changed\",\"locked\":[\"4.2.5\"],\"newest\":[\"4.2.6\"]}",
            JsonSerializer.Serialize(backend.GetProperty("packages")[0]));
    }

    [Fact]
    public async Task Outdated_WithoutALockSaysSo()
    {
        _cli.Write("requirements.txt", "filelock\n");
        Assert.Equal(ExitCode.Failed, (await OutdatedAsync()).ExitCode);
        await _cli.LockAsync("cpu");
        CliAnswer answer = await OutdatedAsync("-b", "cu126");
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.Contains("no lock is for backend `cu126`", answer.Talk, StringComparison.Ordinal);
    }

    private async Task OldLocksAsync(params string[] more)
    {
        _cli.Write("requirements.txt", "filelock<4.2.6\nfsspec\n");
        Assert.Equal(ExitCode.Done, (await _cli.LockAsync("cpu,cu126", more)).ExitCode);
        _cli.Write("requirements.txt", "filelock\nfsspec\n");
    }

    // Backends and targets are those of the locks.
    private Task<CliAnswer> OutdatedAsync(params string[] more) => _cli.RunAsync(["outdated", "--mirror", RepoRoot.At("fixtures", "index"), .. more]);

    private string Text(string name) => File.ReadAllText(Path.Combine(_cli.Folder, name));
}
