using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;

namespace LightTheTorch.Resolution.Facts;

/// <summary>A requirement that counts on the target, after overrides.</summary>
/// <param name="Requirement">As it stands.</param>
/// <param name="Origin">Where it stands in the user's files; null if a package's METADATA says so.</param>
internal sealed record Dependency(Requirement Requirement, SourceLocation? Origin)
{
    /// <summary>Extras of the requirement that an override took the place of.</summary>
    public ImmutableArray<ExtraName> MoreExtras { get; init; } = [];

    public IEnumerable<ExtraName> Extras => Requirement.Extras.Union(MoreExtras);
}
