using System.Buffers;

namespace LightTheTorch.IO.Simple;

internal static class Hashes
{
    private const string Prefix = "sha256=";

    private static readonly SearchValues<char> s_hex = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>A sha256 in lower case, or null for what is none: a hash that cannot be right is no hash.</summary>
    public static string? Sha256(string? hex) => hex is { Length: 64 } && hex.AsSpan().IndexOfAnyExcept(s_hex) < 0 ? hex.ToLowerInvariant() : null;

    /// <summary>The sha256 in <c>sha256=…</c>, also behind other parts of a fragment.</summary>
    public static string? InFragment(ReadOnlySpan<char> fragment)
    {
        foreach (Range part in fragment.Split('&'))
        {
            if (fragment[part].StartsWith(Prefix, StringComparison.Ordinal)) return Sha256(fragment[part][Prefix.Length..].ToString());
        }

        return null;
    }
}
