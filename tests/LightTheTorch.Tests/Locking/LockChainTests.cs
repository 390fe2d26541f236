using System.Collections.Immutable;
using LightTheTorch.Locking;
using LightTheTorch.Names;

namespace LightTheTorch.Tests.Locking;

/// <summary>Chains are found for each target: links that hold on different targets make none.</summary>
public sealed class LockChainTests
{
    [Fact]
    public void To_TellsWhereAChainHolds()
    {
        // `tqdm` is brought by `fast` on Linux and by `slow` on Windows; `fast` itself is there for Windows only because of `slow`.
        BackendLock locked = SampleLock.Cu126 with
        {
            Packages =
            [
                Package("fast", [SampleLock.Linux, SampleLock.Windows], new LockedVia(new Via.Direct("a: b.txt", "fast ; sys_platform == 'linux'"), [SampleLock.Linux]), SampleLock.Parent("slow", null, "fast", [SampleLock.Windows])),
                Package("slow", [SampleLock.Windows], new LockedVia(new Via.Direct("requirements.txt", "slow"), [])),
                Package("tqdm", [SampleLock.Linux], SampleLock.Parent("fast", "bar", "tqdm>=4", [])),
                Package("tqdm", [SampleLock.Windows], SampleLock.Parent("slow", null, "tqdm", [])),
            ],
        };
        Assert.Equal(
            [
                "-r \"a: b.txt\": fast ; sys_platform == 'linux' | fast[bar]: tqdm>=4 {linux_x86_64-py3.12}",
                "-r requirements.txt: slow | slow: tqdm {win_amd64-py3.12}",
            ],
            LockChain.To(PackageName.Parse("tqdm"), locked).Select(Text));
        Assert.Equal(
            ["-r \"a: b.txt\": fast ; sys_platform == 'linux' {linux_x86_64-py3.12}", "-r requirements.txt: slow | slow: fast {win_amd64-py3.12}"],
            LockChain.To(PackageName.Parse("fast"), locked).Select(Text));
        Assert.Equal(["-r requirements.txt: slow"], LockChain.To(PackageName.Parse("slow"), locked).Select(Text));
        Assert.Empty(LockChain.To(PackageName.Parse("scipy"), locked));
    }

    private static string Text(LockChain chain) => string.Join(" | ", chain.Steps.Select(static step => step.Because)) + chain.Where;

    private static LockedPackage Package(string name, ImmutableArray<string> targets, params ImmutableArray<LockedVia> via) =>
        SampleLock.Package(name, "1", $"https://files.pythonhosted.org/packages/{name}-1-py3-none-any.whl", null, targets, via);
}
