namespace LightTheTorch.IO.Simple;

/// <summary>A file as a page lists it, before anything is made of its name.</summary>
internal sealed record PageLink(string FileName, Uri Url)
{
    public string? Sha256 { get; init; }

    public bool HasMetadata { get; init; }

    public string? MetadataSha256 { get; init; }

    public string? RequiresPython { get; init; }

    public string? Yanked { get; init; }

    public long? Size { get; init; }

    public DateTimeOffset? UploadTime { get; init; }
}
