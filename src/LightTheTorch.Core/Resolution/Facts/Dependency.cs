using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;

namespace LightTheTorch.Resolution.Facts;

/// <summary>A requirement that counts on the target, after overrides.</summary>
/// <param name="Requirement">As it stands.</param>
/// <param name="Origin">Where it stands in the user's files; null if a package's METADATA says so.</param>
internal sealed record Dependency(Requirement Requirement, SourceLocation? Origin)
{
    /// <summary>For an override: what it took the place of.</summary>
    public Dependency? InsteadOf { get; init; }

    /// <summary>An override says which version; the extras that were asked for are still wanted.</summary>
    public IEnumerable<ExtraName> Extras => InsteadOf is null ? Requirement.Extras : Requirement.Extras.Union(InsteadOf.Requirement.Extras);
}
