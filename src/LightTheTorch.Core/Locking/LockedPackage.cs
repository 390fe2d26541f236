using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Versions;

namespace LightTheTorch.Locking;

/// <summary>One distribution file in a lock: what pip fetches, what its bytes hash to, and for which targets.</summary>
public sealed record LockedPackage
{
    /// <summary>The <see cref="Index"/> of a file that the user named by its address.</summary>
    public const string Direct = "direct";

    public required PackageName Name { get; init; }

    public required PyVersion Version { get; init; }

    /// <summary>The canonical address of the file, without credentials; percent-encoded.</summary>
    public required string Url { get; init; }

    public required string FileName { get; init; }

    /// <summary>The hash of the file's bytes: 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>True exactly on the targets that take this file; null where every target of the lock does.</summary>
    public Marker? Marker { get; init; }

    /// <summary>Names of the targets that take this file, in the lock's order.</summary>
    public required ImmutableArray<string> Targets { get; init; }

    public required ImmutableArray<LockedVia> Via { get; init; }

    /// <summary>In bytes, where the index or a request told.</summary>
    public long? Size { get; init; }

    public DateTimeOffset? UploadTime { get; init; }

    /// <summary>The name of the index that listed the file, or <see cref="Direct"/>; null in a lock that was read back, which does not say.</summary>
    public string? Index { get; init; }

    /// <summary>The root of that index, without credentials; null for a file that was named by its address, and in a lock that was read back from its requirements form.</summary>
    public string? IndexUrl { get; init; }

    /// <summary>The Pythons that the index says the file is for.</summary>
    public SpecifierSet? RequiresPython { get; init; }

    /// <summary>The user named the file by its address.</summary>
    public bool IsDirect => Index == Direct;

    /// <summary>pip has to build it, with requirements that nobody hashed.</summary>
    public bool IsSdist => !FileName.EndsWith(".whl", StringComparison.OrdinalIgnoreCase);
}
