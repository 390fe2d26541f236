using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Versions;

namespace LightTheTorch.Locking;

/// <summary>A <c>pylock.toml</c> (PEP 751), valid as a whole.</summary>
public sealed record Pylock
{
    /// <summary>1.0, or a later 1.x whose new keys are not known here.</summary>
    public required PyVersion LockVersion { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>Where the lock may be used: one of these must hold. Empty for everywhere.</summary>
    public ImmutableArray<Marker> Environments { get; init; } = [];

    public SpecifierSet? RequiresPython { get; init; }

    public ImmutableArray<ExtraName> Extras { get; init; } = [];

    public ImmutableArray<string> DependencyGroups { get; init; } = [];

    public ImmutableArray<string> DefaultGroups { get; init; } = [];

    /// <summary>In the order of the file; a name may be there several times, under different markers.</summary>
    public ImmutableArray<PylockPackage> Packages { get; init; } = [];
}
