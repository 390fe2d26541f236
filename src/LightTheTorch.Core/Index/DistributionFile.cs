using LightTheTorch.Versions;

namespace LightTheTorch.Index;

/// <summary>One file that an index lists: what its page says of it (PEP 503, 592, 658, 691, 700, 714), before anything of it is fetched.</summary>
public sealed record DistributionFile
{
    public required DistributionKind Kind { get; init; }

    /// <summary>Where the file lies, as a lock names it: absolute, without fragment or credentials, on the canonical host.</summary>
    public required Uri Url { get; init; }

    /// <summary>The hash of the file's bytes, 64 lower-case hex digits; null when the page does not say.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Whether METADATA lies beside the file, at <see cref="Url"/> + <c>.metadata</c>.</summary>
    public bool HasMetadata { get; init; }

    /// <summary>The hash of that METADATA, never of the file; null when the page does not say.</summary>
    public string? MetadataSha256 { get; init; }

    /// <summary>The Pythons that the page names; null when it names none, or in a way that nobody can read.</summary>
    public SpecifierSet? RequiresPython { get; init; }

    /// <summary>What stands on the page, for messages.</summary>
    public string? RequiresPythonText { get; init; }

    /// <summary>Why the file was withdrawn; empty when it was withdrawn without a reason, null when it was not.</summary>
    public string? Yanked { get; init; }

    /// <summary>In bytes, as the page says.</summary>
    public long? Size { get; init; }

    public DateTimeOffset? UploadTime { get; init; }

    public string FileName => Kind.FileName;

    public PyVersion Version => Kind.Version;

    public bool IsWheel => Kind is DistributionKind.Wheel;

    /// <summary>The label of a variant wheel (PEP 825), or null.</summary>
    public string? VariantLabel => (Kind as DistributionKind.Wheel)?.Name.VariantLabel;

    public override string ToString() => FileName;
}
