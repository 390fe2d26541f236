using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Targets;
using LightTheTorch.Versions;

namespace LightTheTorch.Resolution.Agreeing;

/// <summary>A version that every target takes that needs the package.</summary>
/// <param name="Name">The package.</param>
/// <param name="Version">Without its local part.</param>
/// <param name="Limits">Who ruled out the versions that others would have taken, step by step; empty if all would take this one anyway.</param>
public sealed record SharedVersion(PackageName Name, PyVersion Version, ImmutableArray<VersionLimit> Limits);

/// <summary>A step on the way to a <see cref="SharedVersion"/>.</summary>
/// <param name="Targets">Those that can take nothing better.</param>
/// <param name="Version">The best that was left for them.</param>
public sealed record VersionLimit(ImmutableArray<Target> Targets, PyVersion Version);
