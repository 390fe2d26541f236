using System.Collections.Immutable;
using System.Globalization;
using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.Benchmarks.Comparison;

/// <summary>A made PyPI: packages in a tree, each of whose versions wants the two below it and a third that another branch wants too.</summary>
internal static class MadeGraph
{
    private const int Versions = 5;

    /// <summary>The one requirement whose answer holds every package.</summary>
    public const string Root = "package-0";

    public static MemoryTree Build(int packages)
    {
        Universe universe = new();
        for (int package = 0; package < packages; package++)
        {
            for (int version = 1; version <= Versions; version++) universe.Add(Name(package), Number(version), Requirements(package, version, packages));
        }

        return universe.Build();
    }

    private static ImmutableArray<string> Requirements(int package, int version, int packages) =>
        [.. new[] { (2 * package) + 1, (2 * package) + 2, (3 * package) + 5 }.Where(below => below < packages).Distinct().Select(below => $"{Name(below)}>={Number(Math.Max(1, version - 2))}")];

    private static string Name(int package) => "package-" + package.ToString(CultureInfo.InvariantCulture);

    private static string Number(int version) => version.ToString(CultureInfo.InvariantCulture) + ".0";
}
