using System.Collections.Immutable;
using LightTheTorch.Versions;

namespace LightTheTorch.Resolution.Facts;

/// <summary>What a project's page is worth to a platform and a Python: every version that it lists, ascending.</summary>
internal sealed class RankedPage(ImmutableArray<RankedVersion> ranked, bool hasVariants)
{
    /// <summary>No page.</summary>
    public static RankedPage None { get; } = new([], hasVariants: false);

    public ImmutableArray<RankedVersion> Ranked { get; } = ranked;

    public ImmutableArray<PyVersion> Versions { get; } = [.. ranked.Select(static version => version.Version)];

    /// <summary>Whether any file is a variant wheel (PEP 825).</summary>
    public bool HasVariants { get; } = hasVariants;
}
