using System.Collections.Immutable;
using LightTheTorch.Names;

namespace LightTheTorch.Index;

/// <summary>The files that an index has of one project, in the order of its page.</summary>
public sealed record ProjectListing(PackageName Name, ImmutableArray<DistributionFile> Files)
{
    /// <summary>The names of the files that were left out because nothing could be made of their names; for <c>-v</c>.</summary>
    public ImmutableArray<string> Skipped { get; init; } = [];
}
