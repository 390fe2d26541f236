using System.Collections.Immutable;
using LightTheTorch.Wheels;

namespace LightTheTorch.Locking;

/// <summary>Where an entry of a <c>pylock.toml</c> is installed from; PEP 751 allows just one of these. A closed hierarchy.</summary>
public abstract record PylockSource
{
    private PylockSource()
    {
    }

    public sealed record Vcs(string Type, string? Url, string? Path, string? RequestedRevision, string CommitId, string? Subdirectory) : PylockSource;

    public sealed record Directory(string Path, bool Editable, string? Subdirectory) : PylockSource;

    public sealed record Archive(PylockFile File, string? Subdirectory) : PylockSource;

    /// <summary>Files of an index: wheels in the order of the file, and perhaps an sdist; at least one of them.</summary>
    public sealed record Distributions(PylockFile? Sdist, ImmutableArray<PylockWheel> Wheels) : PylockSource;
}

/// <summary>A wheel and what its name says.</summary>
public sealed record PylockWheel(WheelFileName Name, PylockFile File);
