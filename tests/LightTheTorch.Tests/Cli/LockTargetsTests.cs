using LightTheTorch.Diagnostics;

namespace LightTheTorch.Tests.Cli;

/// <summary>Which targets one lock can serve, and which are refused or left out.</summary>
public sealed class LockTargetsTests : IDisposable
{
    private readonly InProcess _cli = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("glibc-and-musl", "linux_x86_64,win_amd64,musllinux_x86_64", "3.12")]
    [InlineData("two-glibcs", "linux_x86_64,linux_x86_64:2.17", "3.11,3.12")]
    [InlineData("two-macs", "macos_arm64:13.0,macos_arm64:14.0", "3.12")]
    [InlineData("free-threaded", "linux_x86_64,win_amd64", "3.12,3.13,3.13t")]
    public async Task Lock_RefusesTargetsThatNoMarkerTellsApart(string name, string platforms, string pythons)
    {
        _cli.Write("requirements.txt", "filelock\n");
        CliAnswer answer = await _cli.LockAsync("cpu", "--platforms", platforms, "--python", pythons);
        Snapshot.Match(answer.ToString(), name);
        Assert.Equal(ExitCode.Usage, answer.ExitCode);
        Assert.Equal(["requirements.txt"], _cli.Files);
    }

    [Fact]
    public async Task Lock_TakesEachOfThemAlone()
    {
        _cli.Write("requirements.txt", "filelock\n");
        foreach (string platform in (string[])["linux_x86_64:2.17", "linux_aarch64", "macos_arm64:13.0", "win_arm64"])
        {
            (await _cli.LockAsync("cpu", "--platforms", platform, "-o", platform.Replace(':', '-'))).MustBeDone();
            Assert.Contains($"; targets {platform}-py3.12\n", await TextAsync(Path.Combine(platform.Replace(':', '-'), "requirements.cpu.txt")), StringComparison.Ordinal);
        }

        (await _cli.LockAsync("cpu", "--python", "3.13t", "-o", "free")).MustBeDone();
        Assert.Contains("; targets linux_x86_64-py3.13t\n", await TextAsync(Path.Combine("free", "requirements.cpu.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lock_LeavesOutWhatTheCatalogueRulesOut()
    {
        _cli.Write("requirements.txt", "filelock\n");
        CliAnswer answer = await _cli.LockAsync("cu118", "--platforms", "linux_x86_64,macos_arm64");
        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Contains("left out", answer.Talk, StringComparison.Ordinal);
        Assert.Contains("targets linux_x86_64-py3.12\n", await File.ReadAllTextAsync(Path.Combine(_cli.Folder, "requirements.cu118.txt"), Cancel), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Unsatisfiable, (await _cli.LockAsync("cu118", "--platforms", "macos_arm64")).ExitCode);
    }

    private Task<string> TextAsync(string name) => File.ReadAllTextAsync(Path.Combine(_cli.Folder, name), Cancel);
}
