namespace LightTheTorch.IO.Simple;

/// <summary>A file as a page lists it, before anything is made of its name.</summary>
/// <param name="FileName">As the page has it: not yet known to be safe.</param>
/// <param name="Url">Absolute, without fragment and credentials.</param>
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
