using CsCheck;
using LightTheTorch.Locking;
using LightTheTorch.Names;

namespace LightTheTorch.Tests.Locking;

/// <summary>The grammar of <c># via</c>: what is written can be read back, so that <c>ltt why</c> and <c>ltt tree</c> need nothing but a lock.</summary>
public sealed class ViaTests
{
    private static readonly Gen<string> s_words = Gen.OneOf(
        "torch>=2.6", "Torch [opt] >= 2.6 ; sys_platform == 'linux'", "lib[a,b]==1.*", "lib @ https://example.com/a%20b/lib-1.0-py3-none-any.whl#sha256=00", "lib @ file:///c:/x: y/lib-1.0.tar.gz",
        "lib ; python_version in '3.11 {3.12}'", "lib ; python_version in '\": \"'", "lib<2,>=1!1.0.post1");

    private static readonly Gen<Via> s_reasons = Gen.OneOf<Via>(
        Gen.Select(Gen.OneOf("requirements.txt", "../sub dir/base[1].in", "pyproject.toml", "a{b}.txt", "my: own.txt", "a:", "\"", "\"\"", "\"a.txt", "\"a: b\"", "a\": b\"\": c", "-r x: y"), s_words, static (file, words) => (Via)new Via.Direct(file, words)),
        Gen.Select(Gen.OneOf("force.txt", "../--override x.in", "a: b"), s_words, static (file, words) => (Via)new Via.Override(file, words)),
        Gen.Select(Gen.OneOf("limits.txt", "../c d/all[1].txt", "a: b"), s_words, static (file, words) => (Via)new Via.Constraint(file, words)),
        Gen.Select(Gen.OneOf("torch", "nvidia-cuda-runtime-cu12", "a"), Gen.OneOf("", "fast", "all-extras"), s_words, static (name, extra, words) =>
            (Via)new Via.Parent(PackageName.Parse(name), extra.Length == 0 ? null : ExtraName.Parse(extra), words)));

    private static readonly Gen<LockedVia> s_vias = Gen.Select(s_reasons, Gen.OneOf("linux_x86_64-py3.12", "win_amd64-py3.11", "macos_arm64:13.0-py3.13t").Array[0, 3], static (reason, targets) => new LockedVia(reason, [.. targets]));

    [Fact]
    public void ToString_IsReadBack() => s_vias.Seeded().Sample(static via => LockedVia.TryParse(via.ToString(), out LockedVia? read) && read.Equals(via), iter: 2_000);

    [Theory]
    [InlineData("requirements.txt", "-r requirements.txt: torch")]
    [InlineData("../sub dir/\"base\".in", "-r ../sub dir/\"base\".in: torch")]
    [InlineData("a:b.txt", "-r a:b.txt: torch")]
    [InlineData("my: \"own\".txt", "-r \"my: \"\"own\"\".txt\": torch")]
    public void ToString_QuotesOnlyWhatNeedsIt(string file, string text) => Assert.Equal(text, new Via.Direct(file, "torch").ToString());

    [Theory]
    [InlineData("-r \"base\".in: torch", "\"base\".in")]
    [InlineData("-r \"base\": torch", "\"base\"")]
    [InlineData("-r \"base: torch", "\"base")]
    [InlineData("-r \"\": torch", "\"\"")]
    [InlineData("-r : torch", "")]
    public void TryParse_ReadsTheNamesOfOlderLocks(string text, string file)
    {
        Assert.True(LockedVia.TryParse(text, out LockedVia? via));
        Assert.Equal(new Via.Direct(file, "torch"), via.Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-r requirements.txt")]
    [InlineData("torch")]
    [InlineData("torch:numpy")]
    [InlineData(": numpy")]
    [InlineData("no name: numpy")]
    [InlineData("torch[not an extra]: numpy")]
    public void TryParse_RefusesWhatIsNoReason(string text) => Assert.False(LockedVia.TryParse(text, out _));
}
