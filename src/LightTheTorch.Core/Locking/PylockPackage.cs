using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Versions;

namespace LightTheTorch.Locking;

/// <summary>One entry of <c>[[packages]]</c> (PEP 751).</summary>
public sealed record PylockPackage
{
    public required PackageName Name { get; init; }

    /// <summary>Null where only the source tells.</summary>
    public PyVersion? Version { get; init; }

    public Marker? Marker { get; init; }

    public SpecifierSet? RequiresPython { get; init; }

    /// <summary>The base URL of the index that the files are from.</summary>
    public string? Index { get; init; }

    public required PylockSource Source { get; init; }
}
