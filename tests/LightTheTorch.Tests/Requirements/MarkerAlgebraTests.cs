using CsCheck;
using LightTheTorch.Requirements;

namespace LightTheTorch.Tests.Requirements;

public sealed class MarkerAlgebraTests
{
    private static readonly List<MarkerEnvironment> s_small = Machines.Grid(Machines.Platforms.Take(3), "3.10", "3.11", "3.12");

    private static readonly List<MarkerEnvironment> s_large = Machines.Grid(Machines.Platforms, "3.9", "3.10", "3.11", "3.12", "3.13", "3.14");

    /// <summary>Positions in three platforms (Linux x86_64, Linux aarch64, Windows) times three Pythons (3.10, 3.11, 3.12).</summary>
    public static TheoryData<int[], string> Shortest => new()
    {
        { [0, 1, 2, 3, 4, 5], "sys_platform == \"linux\"" },
        { [6, 7, 8], "sys_platform == \"win32\"" },
        { [0, 1, 2], "platform_machine == \"x86_64\"" },
        { [0, 1, 2, 6, 7, 8], "platform_machine != \"aarch64\"" },
        { [0, 3, 6], "python_version == \"3.10\"" },
        { [0, 1, 3, 4, 6, 7], "python_version < \"3.12\"" },
        { [1, 2, 4, 5, 7, 8], "python_version >= \"3.11\"" },
        { [0, 2, 3, 5, 6, 8], "python_version != \"3.11\"" },
        { [2, 5], "sys_platform == \"linux\" and python_version == \"3.12\"" },
        { [0, 3, 6, 7, 8], "sys_platform == \"win32\" or python_version == \"3.10\"" },
        { [4], "platform_machine == \"aarch64\" and python_version == \"3.11\"" },
        { [0, 3, 7, 8], "sys_platform == \"linux\" and python_version == \"3.10\" or sys_platform == \"win32\" and python_version >= \"3.11\"" },
    };

    [Theory]
    [MemberData(nameof(Shortest))]
    public void Distinguish_FindsTheShortestMarker(int[] wanted, string expected)
    {
        Marker? marker = new EnvironmentMarkers([.. s_small]).Distinguish(wanted);
        Assert.Equal(expected, marker?.ToString());
        AssertTrueOnlyOn(s_small, wanted, marker);
    }

    [Fact]
    public void Distinguish_NeedsNoMarkerForAll() => Assert.Null(new EnvironmentMarkers([.. s_small]).Distinguish([.. Enumerable.Range(0, s_small.Count)]));

    [Fact]
    public void Distinguish_IsTrueOnTheWantedEnvironmentsOnly() =>
        Gen.Bool.Array[s_small.Count].Where(flags => flags.Contains(true)).Seeded().Sample(
            flags =>
            {
                int[] wanted = [.. Enumerable.Range(0, flags.Length).Where(i => flags[i])];
                AssertTrueOnlyOn(s_small, wanted, new EnvironmentMarkers([.. s_small]).Distinguish(wanted));
            },
            iter: 50);

    [Fact]
    public void Distinguish_CoversManyEnvironmentsToo() =>
        Gen.Bool.Array[s_large.Count].Where(flags => flags.Contains(true)).Seeded().Sample(
            flags =>
            {
                int[] wanted = [.. Enumerable.Range(0, flags.Length).Where(i => flags[i])];
                AssertTrueOnlyOn(s_large, wanted, new EnvironmentMarkers([.. s_large]).Distinguish(wanted));
            },
            iter: 4);

    [Fact]
    public void Distinguish_DoesNotDependOnTheOrderOfTheList()
    {
        List<MarkerEnvironment> reversed = [.. s_small.AsEnumerable().Reverse()];
        int[] wanted = [0, 3, 7, 8];
        Assert.Equal(new EnvironmentMarkers([.. s_small]).Distinguish(wanted), new EnvironmentMarkers([.. reversed]).Distinguish([.. wanted.Select(i => s_small.Count - 1 - i)]));
    }

    [Fact]
    public void Distinguish_RefusesToTellAlikeEnvironmentsApart()
    {
        List<MarkerEnvironment> all = [s_small[0], s_small[0], s_small[6]]; // glibc and musl look the same to a marker
        Assert.Equal((0, 1), MarkerAlgebra.FindAlike(all));
        Assert.True(MarkerAlgebra.AreAlike(all[0], all[1]));
        Assert.Throws<ArgumentException>(() => new EnvironmentMarkers([.. all]).Distinguish([0]));
        Assert.Equal("sys_platform == \"linux\"", new EnvironmentMarkers([.. all]).Distinguish([0, 1])?.ToString());
    }

    [Fact]
    public void FindAlike_FindsNothingInAGrid() => Assert.Null(MarkerAlgebra.FindAlike(s_large));

    [Fact]
    public void Outside_OfOneTarget_NamesItsThreeValues() => Assert.Equal(
        "sys_platform != \"linux\" or platform_machine != \"x86_64\" or python_version != \"3.12\"",
        MarkerAlgebra.Outside([Machines.Of("linux", "x86_64", "3.12")]).ToString());

    [Fact]
    public void Outside_OfNeighbouringPythons_NamesTheEnds() => Assert.Equal(
        "sys_platform != \"linux\" or platform_machine != \"x86_64\" or python_version < \"3.10\" or python_version > \"3.13\"",
        MarkerAlgebra.Outside(Machines.Grid([("linux", "x86_64")], "3.13", "3.12", "3.11", "3.10")).ToString());

    [Fact]
    public void Outside_IsTrueExactlyOutside()
    {
        (string, string)[] platforms = [.. Machines.Platforms, ("linux", "ppc64le"), ("linux", "AMD64"), ("emscripten", "wasm32")];
        List<MarkerEnvironment> world = Machines.Grid(platforms, "3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.20", "4.0");
        Gen.Bool.Array[world.Count].Where(flags => flags.Contains(true)).Seeded().Sample(
            flags =>
            {
                List<MarkerEnvironment> listed = [.. world.Where((_, i) => flags[i])];
                Marker guard = MarkerAlgebra.Outside(listed);
                foreach (MarkerEnvironment environment in world) Assert.Equal(!listed.Contains(environment), guard.Evaluate(environment));
                Assert.Equal(guard.ToString(), Marker.Parse(guard.ToString()).ToString());
            },
            iter: 50);
    }

    [Theory]
    [InlineData("python_version < \"3.9\"", "python_version >= \"3.9\"")]
    [InlineData("python_version <= \"3.9\"", "python_version > \"3.9\"")]
    [InlineData("os_name == \"nt\" or extra in \"a b\"", "os_name != \"nt\" and extra not in \"a b\"")]
    [InlineData("os_name == \"nt\" and (sys_platform != \"x\" or python_version == \"3.*\")", "os_name != \"nt\" or sys_platform == \"x\" and python_version != \"3.*\"")]
    public void Not_IsTheOpposite(string marker, string expected)
    {
        Marker? opposite = Marker.Not(Marker.Parse(marker));
        Assert.Equal(expected, opposite?.ToString());
        foreach (MarkerEnvironment environment in s_large) Assert.NotEqual(Marker.Parse(marker).Evaluate(environment), opposite?.Evaluate(environment));
    }

    [Theory]
    [InlineData("python_version ~= \"3.9\"")]
    [InlineData("python_full_version < \"3.9.1\"")]
    [InlineData("platform_release == \"5\"")]
    [InlineData("\"3.9\" == python_version")]
    [InlineData("platform_release < \"5\" and os_name == \"nt\"")]
    public void Not_SaysWhenThereIsNoOpposite(string marker) => Assert.Null(Marker.Not(Marker.Parse(marker)));

    private static void AssertTrueOnlyOn(List<MarkerEnvironment> all, int[] wanted, Marker? marker)
    {
        for (int i = 0; i < all.Count; i++) Assert.Equal(wanted.Contains(i), marker?.Evaluate(all[i]) ?? true);
    }
}
