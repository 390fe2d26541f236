using LightTheTorch.Names;
using LightTheTorch.Resolution;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Resolution.Agreeing;

/// <summary>Several targets, one version: which one it is, and why there is none.</summary>
public sealed class JointResolverTests
{
    public static TheoryData<string, string, string, string> Rows => new()
    {
        { "*: torch 1..3", "torch", "torch", "torch 3\ncpu: torch 3\ncu118: torch 3\ncu126: torch 3" },
        { "cpu cu126: torch 1..5 | cu118: torch 1..3", "torch", "torch", "torch 3, `cu118` 3\ncpu: torch 3\ncu118: torch 3\ncu126: torch 3" },

        // The oldest end is not on every index.
        { "cpu: torch 1..5 | cu118: torch 1..3 | cu126: torch 1 | cu126: torch 2 | cu126: torch 5", "torch", "torch", "torch 2, `cu118` 3, `cu126` 2\ncpu: torch 2\ncu118: torch 2\ncu126: torch 2" },

        // Only the public part counts.
        { "*: torch 2.7.1+{backend} | cpu: torch 2.8.0+cpu", "torch", "torch", "torch 2.7.1, `cu118` and `cu126` 2.7.1\ncpu: torch 2.7.1+cpu\ncu118: torch 2.7.1+cu118\ncu126: torch 2.7.1+cu126" },

        // The companions follow the torch that is shared; each backend has its own best of everything else.
        { "cpu cu126: torch 1..3 | cu118: torch 1..2 | *: vision 1..3 -> torch==# | *: other 7 | cpu: other 8", "vision & other", "torch",
          "torch 2, `cu118` 2\ncpu: other 8, torch 2, vision 2\ncu118: other 7, torch 2, vision 2\ncu126: other 7, torch 2, vision 2" },

        // Nobody is given a newer torch than they would take alone, though an ancient package would allow it.
        { "*: torch 1..9 | *: engine 1 -> torch | *: engine 2 -> torch==5 | cpu: engine 3 -> torch==6", "engine", "torch", "torch 5, `cu118` and `cu126` 5\ncpu: engine 2, torch 5\ncu118: engine 2, torch 5\ncu126: engine 2, torch 5" },

        // Nothing older will do for all, something newer does.
        { "*: torch 1..9 | cpu: engine 1 -> torch==5 | cpu: engine 0 -> torch>=7 | cu118 cu126: engine 1 -> torch>=6", "engine", "torch", "torch 9, `cpu` 5, `cu118` and `cu126` 9\ncpu: engine 0, torch 9\ncu118: engine 1, torch 9\ncu126: engine 1, torch 9" },

        // A backend that does not need the package has no say.
        { "cpu: torch 1..5 | cu118: torch 1..3 | cu126: lib 1 | cpu cu118: lib 1 -> torch", "lib", "torch", "torch 3, `cu118` 3\ncpu: lib 1, torch 3\ncu118: lib 1, torch 3\ncu126: lib 1" },

        // Two packages: the first one counts more.
        { "*: a 1..3 | *: b 1..3 | cpu: ab 1 -> a==3 & b==1 | cpu: ab 0 -> a==2 & b==3 | cu118 cu126: ab 1 -> a==2 & b==3 | cu118 cu126: ab 0 -> a==3 & b==1", "ab", "a,b",
          "a 2, `cu118` and `cu126` 2\nb 3, `cpu` 1\ncpu: a 2, ab 0, b 3\ncu118: a 2, ab 1, b 3\ncu126: a 2, ab 1, b 3" },

        // Sharing the first may be possible only where the second is shared as well.
        { "*: a 1..3 | *: b 1..2 | cpu: ab 2 -> a==2 & b==1 | cpu: ab 1 -> a==1 & b==2 | cu118 cu126: ab 2 -> a==2 & b==2 | cu118 cu126: ab 1 -> a==1 & b==2", "ab", "a,b",
          "a 1\nb 2, `cpu` 1\ncpu: a 1, ab 1, b 2\ncu118: a 1, ab 1, b 2\ncu126: a 1, ab 1, b 2" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task ResolveAsync_SharesTheBestVersion(string index, string requirements, string names, string expected)
    {
        JointWorld world = new("cpu cu118 cu126", index.Split(" | "));
        Assert.Equal(expected, await world.TellAsync(requirements, names.Split(',')));
    }

    // With `b` 3 the first target would have to do without `a`, which it takes when it is asked alone.
    [Fact]
    public async Task ResolveAsync_TakesAPackageFromNobodyToAgree()
    {
        JointWorld world = new("cpu cu118", "cpu: lib 2 -> a", "cpu: lib 1", "cpu: a 1 -> b==2", "cpu: a 2", "cu118: lib 1 -> a & b", "cu118: a 1", "*: b 2", "cu118: b 3");
        Assert.Equal("a 1, `cu118` 1\nb 2\ncpu: a 1, b 2, lib 2\ncu118: a 1, b 2, lib 1", await world.TellAsync("lib", "a", "b"));
    }

    [Fact]
    public async Task ResolveAsync_KeepsWhatAllHaveAlready()
    {
        JointWorld world = new("cpu cu118", "*: torch 1..5") { Keep = { { PackageName.Parse("torch"), PyVersion.Parse("3") } } };
        Assert.Equal("torch 3\ncpu: torch 3\ncu118: torch 3", await world.TellAsync("torch", "torch"));
    }

    [Fact]
    public async Task ResolveAsync_TakesTheOldestWhereTheOldestIsBest()
    {
        JointWorld world = new("cpu cu118", "cpu: torch 1..5", "cu118: torch 3..5") { Options = new ResolutionOptions { Mode = ResolutionMode.Lowest } };
        Assert.Equal("torch 3, `cu118` 3\ncpu: torch 3\ncu118: torch 3", await world.TellAsync("torch", "torch"));
    }

    [Fact]
    public async Task ResolveAsync_SharesAmongTheTargetsOfABackendToo()
    {
        JointWorld world = new("cpu/3.10 cpu/3.12 cu118", "cpu: torch 1..3", "cpu: torch 4 {python >=3.12}", "cu118: torch 1..4");
        Assert.Equal("torch 3, `cpu` on linux_x86_64-py3.10 3\ncpu: torch 3\ncpu: torch 3\ncu118: torch 3", await world.TellAsync("torch", "torch"));
    }

    [Fact]
    public async Task ResolveAsync_SaysNothingOfWhatNobodyNeeds()
    {
        JointWorld world = new("cpu cu118", "*: torch 1..3");
        Assert.Equal("cpu: torch 3\ncu118: torch 3", await world.TellAsync("torch", "numpy"));
    }

    // Alone nobody needs `late`; the older torch that both share does, and it exists in different versions.
    [Fact]
    public async Task ResolveAsync_SharesWhatTurnsUpOnlyWhenItShares()
    {
        JointWorld world = new("cpu cu118", "*: torch 1 -> late", "cpu: torch 2", "cu118: torch 3", "*: late 1..2", "cpu: late 3");
        Assert.Equal("torch 1, `cpu` 2, `cu118` 1\nlate 2, `cu118` 2\ncpu: late 2, torch 1\ncu118: late 2, torch 1", await world.TellAsync("torch", "torch", "late"));
    }

    [Theory]
    [InlineData("ranges", "cpu cu118 cu126", "torch", "cpu cu126: torch 5..9 | cu118: torch 1..4 | cu126: torch 3", "torch")]
    [InlineData("by-target", "cpu/3.10 cpu/3.12 cu118", "torch", "cpu: torch 1..3 {python <3.11} | cpu: torch 4 {python >=3.12} | cu118: torch 1..4", "torch")]
    [InlineData("through-a-package", "cpu cu118", "engine", "*: torch 1..9 | cpu: engine 1..4 -> torch==# | cu118: engine 5..8 -> torch==#", "torch")]
    [InlineData("each-alone", "cpu cu118", "ab", "*: a 1..2 | *: b 1..2 | cpu: ab 1 -> a==1 & b==1 | cpu: ab 2 -> a==2 & b==2 | cu118: ab 1 -> a==1 & b==2 | cu118: ab 2 -> a==2 & b==1", "a,b")]
    public async Task ResolveAsync_TellsWhoCanTakeWhat(string name, string targets, string requirements, string index, string names)
    {
        JointWorld world = new(targets, index.Split(" | "));
        Snapshot.Match(await world.TellAsync(requirements, names.Split(',')), name);
    }
}
