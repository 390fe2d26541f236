using System.Collections.Immutable;
using LightTheTorch.Names;

namespace LightTheTorch.Resolution;

/// <summary>What the user asked for beside the requirements.</summary>
public sealed record ResolutionOptions
{
    public static ResolutionOptions Default { get; } = new();

    public ResolutionMode Mode { get; init; } = ResolutionMode.Highest;

    /// <summary><c>--pre</c>: pre-releases of every package are as welcome as final versions.</summary>
    public bool Prereleases { get; init; }

    /// <summary>Packages whose pre-releases are welcome, as PyTorch's are on a nightly channel.</summary>
    public ImmutableHashSet<PackageName> PrereleasesOf { get; init; } = [];

    /// <summary>Files that were uploaded at this moment or later do not exist. Files whose page gives no time stay, with a warning.</summary>
    public DateTimeOffset? ExcludeNewer { get; init; }

    /// <summary>Packages that may be taken from an sdist whose dependencies only a build tells.</summary>
    public ImmutableHashSet<PackageName> AllowBuild { get; init; } = [];

    /// <summary>As if every sdist's METADATA told its dependencies: to find out which packages would have to be built.</summary>
    internal bool AllowsAnyBuild { get; init; }
}
