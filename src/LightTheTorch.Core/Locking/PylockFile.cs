using System.Collections.Immutable;

namespace LightTheTorch.Locking;

/// <summary>A file that a <c>pylock.toml</c> names (PEP 751).</summary>
public sealed record PylockFile
{
    /// <summary>From <c>name</c>, else the last part of the path, else that of the URL, decoded.</summary>
    public required string FileName { get; init; }

    public string? Url { get; init; }

    /// <summary>Relative to the lock, or absolute. Where there is a URL as well, this comes first.</summary>
    public string? Path { get; init; }

    public long? Size { get; init; }

    public DateTimeOffset? UploadTime { get; init; }

    /// <summary>Digests by the name of their algorithm; at least one.</summary>
    public required ImmutableSortedDictionary<string, string> Hashes { get; init; }
}
