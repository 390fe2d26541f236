namespace LightTheTorch.LoopbackIndex;

/// <summary>How a <see cref="LoopbackServer"/> behaves.</summary>
public sealed record LoopbackOptions
{
    /// <summary>
    /// Whether links to the real hosts point back to the plain HTTP endpoint. pip and uv need that; for a mirror of <c>ltt</c> the pages stay as they are.
    /// </summary>
    public bool RewriteLinks { get; init; }

    /// <summary>
    /// Whether PyTorch's names are hidden on PyPI and all other names on PyTorch's indexes, which makes pip and uv resolve as <c>ltt</c>'s closed map does.
    /// </summary>
    public bool FamilyOnly { get; init; }

    /// <summary>How long every answer is held back, to look like a network.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Whether pages are compressed for who asks for it.</summary>
    public bool Compress { get; init; } = true;

    /// <summary>Port of the plain endpoint; 0 picks a free one.</summary>
    public int Port { get; init; }
}
