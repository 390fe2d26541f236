using LightTheTorch.Diagnostics;

namespace LightTheTorch.Tests.Cli;

/// <summary>Command lines that are wrong.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly InProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("lock --bakends cpu", "no such option: `--bakends`", "did you mean `--backends`?")]
    [InlineData("lock --dyr-run", "no such option: `--dyr-run`", "did you mean `--dry-run`?")]
    [InlineData("lock requirements.txt --upgrade -x", "no such option: `-x`", "`ltt lock --help` lists what there is")]
    [InlineData("lock --outptu=DIR", "no such option: `--outptu=DIR`", "did you mean `--output`?")]
    [InlineData("diff a b c", "unrecognized command or argument 'c'", "`ltt diff --help` lists what there is")]
    [InlineData("lokc", "no such command: `lokc`", "did you mean `lock`?")]
    [InlineData("frobnicate", "no such command: `frobnicate`", "`ltt --help` lists what there is")]
    [InlineData("--vresion", "no such option: `--vresion`", "did you mean `--version`?")]
    [InlineData("--json", "no such option: `--json`", "`ltt --help` lists what there is")]
    public async Task WrongWords_AreNamedWithWhatWasMeant(string line, string message, string hint)
    {
        _cli.Write("requirements.txt", "torch\n");
        CliAnswer answer = await _cli.RunAsync(line.Split(' '));
        Assert.Equal(ExitCode.Usage, answer.ExitCode);
        Assert.Contains(message, answer.Talk, StringComparison.Ordinal);
        Assert.Contains(hint, answer.Talk, StringComparison.Ordinal);
    }
}
