using System.Collections.Immutable;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.Requirements;

/// <summary>A requirement of the user's and the place in a file where it was asked for.</summary>
/// <param name="Requirement">What is asked for.</param>
/// <param name="Origin">Where its text begins.</param>
public sealed record InputRequirement(Requirement Requirement, SourceLocation Origin)
{
    /// <summary>The hashes that the user allows, as <c>sha256:…</c>; empty for any. The file that is locked must have one of them.</summary>
    public ImmutableArray<string> Hashes { get; init; } = [];

    /// <summary>The same, asked for only where the marker holds as well.</summary>
    public InputRequirement Under(Marker? marker)
    {
        if (marker is null) return this;
        Requirement r = Requirement;
        Marker both = r.Marker is { } own ? Marker.AllOf(own, marker) : marker;
        return this with { Requirement = new Requirement(r.NameAsWritten, [.. r.Extras.Select(e => e.Value)], r.Specifier, r.Url, both) };
    }

    public bool Equals(InputRequirement? other) =>
        other is not null && Requirement.Equals(other.Requirement) && Origin == other.Origin && Hashes.SequenceEqual(other.Hashes);

    public override int GetHashCode() => HashCode.Combine(Requirement, Origin, Hashes.Length);

    public override string ToString() => $"{Origin}: {Requirement}";
}
