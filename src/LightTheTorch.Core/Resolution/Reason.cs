using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;

namespace LightTheTorch.Resolution;

/// <summary>Who asked for a package, in which words.</summary>
/// <param name="Parent">The package whose METADATA says so; null for a requirement of the inputs.</param>
/// <param name="ParentExtra">The extra of the parent that brings it, if one does.</param>
/// <param name="Requirement">As it was written.</param>
/// <param name="Origin">Where it stands, for a requirement of the inputs and for an override.</param>
public sealed record Reason(PackageName? Parent, ExtraName? ParentExtra, Requirement Requirement, SourceLocation? Origin)
{
    /// <summary>For an override: what it took the place of.</summary>
    public Reason? InsteadOf { get; init; }
}
