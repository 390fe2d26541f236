using System.Collections.Immutable;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Targets;
using LightTheTorch.Versions;

namespace LightTheTorch.Locking;

/// <summary>What one target installs for one package, with everything a lock says of it.</summary>
/// <param name="Name">The package.</param>
/// <param name="Version">Its version, local part included.</param>
/// <param name="File">The file as the index listed it.</param>
/// <param name="Sha256">The hash of the file's bytes, from the index or from the bytes themselves.</param>
/// <param name="Size">In bytes, where known.</param>
/// <param name="Index">The name of the index that listed the file, or <see cref="LockedPackage.Direct"/>.</param>
/// <param name="Via">Why it is needed; at least one reason.</param>
public sealed record PinnedFile(PackageName Name, PyVersion Version, DistributionFile File, string Sha256, long? Size, string Index, ImmutableArray<Via> Via)
{
    /// <summary>The root of the index that listed the file, without credentials; null for a file that was named by its address.</summary>
    public string? IndexUrl { get; init; }
}

/// <summary>The answer for one target: what exactly is installed there.</summary>
public sealed record TargetPins(Target Target, ImmutableArray<PinnedFile> Files);
