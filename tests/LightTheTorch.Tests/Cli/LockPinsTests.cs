namespace LightTheTorch.Tests.Cli;

/// <summary>What a new lock keeps of the old one, and what it says of the rest.</summary>
public sealed class LockPinsTests : IDisposable
{
    private readonly InProcess _cli = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Lock_KeepsPinsUntilToldToUpgrade()
    {
        _cli.Write("requirements.txt", "filelock<4.2.6\nfsspec\n");
        await _cli.LockAsync("cpu");
        string old = await TextAsync("requirements.cpu.txt");
        Assert.Contains("/filelock-4.2.5-", old, StringComparison.Ordinal);
        _cli.Write("requirements.txt", "filelock\nfsspec\n");
        await _cli.LockAsync("cpu");
        Assert.Contains("/filelock-4.2.5-", await TextAsync("requirements.cpu.txt"), StringComparison.Ordinal);
        await _cli.LockAsync("cpu", "--upgrade-package", "fsspec");
        Assert.Contains("/filelock-4.2.5-", await TextAsync("requirements.cpu.txt"), StringComparison.Ordinal);
        await _cli.LockAsync("cpu", "--upgrade-package", "Filelock");
        Assert.Contains("/filelock-4.2.6-", await TextAsync("requirements.cpu.txt"), StringComparison.Ordinal);
        _cli.Write("requirements.cpu.txt", old);
        await _cli.LockAsync("cpu", "--upgrade");
        Assert.Contains("/filelock-4.2.6-", await TextAsync("requirements.cpu.txt"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("changed", "filelock<4.2.6\nfsspec\n", "filelock>=4.2.6\nnetworkx\n")]
    [InlineData("unchanged", "filelock<4.2.6\nfsspec\n", "filelock\nfsspec\n")]
    [InlineData("upgraded", "filelock<4.2.6\nfsspec\n", "filelock\nfsspec\n", "--upgrade")]
    [InlineData("dry-run", "filelock<4.2.6\nfsspec\n", "filelock\nfsspec\n", "--upgrade", "--dry-run")]
    [InlineData("quiet", "filelock<4.2.6\nfsspec\n", "filelock\nfsspec\n", "--upgrade", "-q")]
    public async Task Lock_TellsWhatIsOtherThanInTheOldLock(string name, string before, string after, params string[] more)
    {
        _cli.Write("requirements.txt", before);
        (await _cli.LockAsync("cpu")).MustBeDone();
        _cli.Write("requirements.txt", after);
        Snapshot.Match((await _cli.LockAsync("cpu", more)).ToString(), name);
    }

    [Theory]
    [InlineData("", "--resolution lowest", "without `resolution=lowest`")]
    [InlineData("--resolution lowest", "", "with `resolution=lowest`")]
    [InlineData("--resolution lowest", "--resolution lowest-direct --pre", "with `resolution=lowest` and without `pre` and without `resolution=lowest-direct`")]
    [InlineData("--exclude-newer 2030-01-01", "", null)]
    [InlineData("", "--resolution lowest --upgrade", null)]
    public async Task Lock_SaysThatPinsWereChosenByOtherRules(string before, string after, string? how)
    {
        _cli.Write("requirements.txt", "filelock\n");
        (await _cli.LockAsync("cpu", before.Split(' ', StringSplitOptions.RemoveEmptyEntries))).MustBeDone();
        CliAnswer answer = await _cli.LockAsync("cpu", after.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(how is null ? "" : $"note[LTT4006]: the old lock of `cpu` was made {how}, and its pins stay while they fit", answer.Talk.Split('\n').FirstOrDefault(line => line.Contains("LTT4006", StringComparison.Ordinal)) ?? "");
    }

    [Fact]
    public async Task Lock_WritesADamagedLockAnewAndSaysSo()
    {
        _cli.Write("requirements.txt", "filelock\n");
        await _cli.LockAsync("cpu");
        string whole = await TextAsync("requirements.cpu.txt");
        _cli.Write("requirements.cpu.txt", whole + "<<<<<<< HEAD\n");
        CliAnswer answer = await _cli.LockAsync("cpu", "requirements.txt");
        Assert.Contains("none of its pins are kept", answer.Talk, StringComparison.Ordinal);
        Assert.Equal(whole, await TextAsync("requirements.cpu.txt"));
    }

    private Task<string> TextAsync(string name) => File.ReadAllTextAsync(Path.Combine(_cli.Folder, name), Cancel);
}
