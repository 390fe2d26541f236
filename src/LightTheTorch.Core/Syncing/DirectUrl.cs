namespace LightTheTorch.Syncing;

/// <summary>Where an installed package came from, as its <c>direct_url.json</c> says (PEP 610). A package that came from an index by name has none.</summary>
/// <param name="Url">The address of the file, the folder or the repository.</param>
/// <param name="Kind">What lies there.</param>
/// <param name="Sha256">Of a file's bytes, 64 lower-case hexadecimal digits; null where nobody recorded it.</param>
public sealed record DirectUrl(string Url, DirectUrlKind Kind, string? Sha256)
{
    /// <summary>The code that runs is the folder itself, where somebody works on it.</summary>
    public bool IsEditable { get; init; }
}

/// <summary>The three forms of PEP 610: <c>archive_info</c>, <c>dir_info</c>, <c>vcs_info</c>.</summary>
public enum DirectUrlKind
{
    Archive,
    Folder,
    Checkout,
}
