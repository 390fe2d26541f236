using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Targets;
using LightTheTorch.Versions;

namespace LightTheTorch.Resolution;

/// <summary>One question: the best versions for these requirements on this target.</summary>
/// <param name="Target">Whose markers, tags and Python count.</param>
/// <param name="Requirements">Of all inputs, in their order; the order breaks ties.</param>
public sealed record ResolutionRequest(Target Target, ImmutableArray<InputRequirement> Requirements)
{
    /// <summary>They bind a package that is needed, and make none needed (pip's <c>-c</c>).</summary>
    public ImmutableArray<InputRequirement> Constraints { get; init; } = [];

    /// <summary>They take the place of every requirement of the same name, wherever it stands.</summary>
    public ImmutableArray<InputRequirement> Overrides { get; init; } = [];

    /// <summary>
    /// Versions to keep while they fit: the pins of an existing lock. One without a local label is also met by its builds: <c>2.9.0</c> by <c>2.9.0+cu126</c>.
    /// </summary>
    public ImmutableDictionary<PackageName, PyVersion> Preferences { get; init; } = ImmutableDictionary<PackageName, PyVersion>.Empty;

    /// <summary>What may be taken of packages whose version other targets share; at most one for each package, the first decided first.</summary>
    public ImmutableArray<VersionChoice> Choices { get; init; } = [];

    public ResolutionOptions Options { get; init; } = ResolutionOptions.Default;

    /// <summary>How far a version is from the one that is to be kept: 0 for the very one, 1 for a build of it, 2 for any other and where none is.</summary>
    internal static int Distance(PyVersion version, PyVersion? kept) =>
        kept is null ? 2
        : version.Equals(kept) ? 0
        : version.HasLocal && version.Public.Equals(kept) ? 1
        : 2;

    /// <summary>Whether the oldest version of a package is the best one.</summary>
    internal bool PrefersLowest(PackageName name) => Options.Mode switch
    {
        ResolutionMode.Lowest => true,
        ResolutionMode.LowestDirect => Requirements.Any(input => input.Requirement.Name.Equals(name)),
        _ => false,
    };
}
