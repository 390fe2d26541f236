using System.Collections.Immutable;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Versions;

namespace LightTheTorch.Resolution.Facts;

/// <summary>
/// Every version of one project that its index lists, ascending, and what it is worth to one target: its best file, or why it has none.
/// Made once for each target and project.
/// </summary>
internal sealed class VersionTable(PackageName name, string source, ProjectListing? listing, RankedPage page)
{
    public PackageName Name { get; } = name;

    /// <summary>The index, as messages name it.</summary>
    public string Source { get; } = source;

    /// <summary>What the index has; null if it does not have the project, or was not asked because a URL names the file.</summary>
    public ProjectListing? Listing { get; } = listing;

    /// <summary>Ascending; those that no index lists stand last.</summary>
    public ImmutableArray<RankedVersion> Ranked => page.Ranked;

    public ImmutableArray<PyVersion> Versions => page.Versions;

    /// <inheritdoc cref="RankedPage.HasVariants"/>
    public bool HasVariants => page.HasVariants;
}
