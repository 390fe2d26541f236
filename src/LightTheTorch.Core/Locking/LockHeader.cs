using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Versions;

namespace LightTheTorch.Locking;

/// <summary>What the first comment lines of a lock say: enough for <c>sync</c> to choose and for <c>lock --check</c> to answer without a network.</summary>
public sealed record LockHeader
{
    /// <summary>The format's number; a program that meets a newer one says so instead of guessing.</summary>
    public const int Format = 1;

    public required BackendName Backend { get; init; }

    /// <summary>Versions of torch over the targets, newest first; empty when nothing in the graph needs torch.</summary>
    public required ImmutableArray<PyVersion> Torch { get; init; }

    /// <summary>The machines it runs on, for a person: <c>NVIDIA driver &gt;=525.60.13 (Linux)</c>, <c>sm_50 to sm_90</c>.</summary>
    public required ImmutableArray<string> Hardware { get; init; }

    /// <summary>Names of the targets, in the order asked for, for example <c>linux_x86_64-py3.12</c>.</summary>
    public required ImmutableArray<string> Targets { get; init; }

    /// <summary>Digest of the parsed inputs, see <see cref="LockDigest"/>.</summary>
    public required string InputsSha256 { get; init; }

    /// <summary>Options that change the answer, as <c>name=value</c>, sorted; empty when all have their defaults.</summary>
    public required ImmutableArray<string> Options { get; init; }

    /// <summary>The day from which the index no longer has all of the files, as with nightly builds; null: it keeps them.</summary>
    public DateOnly? Expires { get; init; }

    /// <summary>File names of the sdists in the lock, which pip builds with requirements that nobody hashed.</summary>
    public required ImmutableArray<string> Sdists { get; init; }
}
