namespace LightTheTorch.IO.Simple;

internal static class Hashes
{
    private const string Prefix = "sha256=";

    /// <summary>A sha256 in lower case, or null for what is none: a hash that cannot be right is no hash.</summary>
    public static string? Sha256(string? hex) => hex is { Length: 64 } && hex.All(char.IsAsciiHexDigit) ? hex.ToLowerInvariant() : null;

    /// <summary>The sha256 in <c>#sha256=…</c>, also behind other parts of a fragment.</summary>
    public static string? InFragment(string fragment) =>
        Sha256(fragment.TrimStart('#').Split('&').FirstOrDefault(part => part.StartsWith(Prefix, StringComparison.Ordinal))?[Prefix.Length..]);
}
