using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Text;

namespace LightTheTorch.Locking;

/// <summary>
/// <c>A=B</c>: addresses of a lock that begin with A are fetched from B, a company's mirror. The lock itself stays as it is, and so do its
/// hashes: a mirror cannot put other bytes in.
/// </summary>
public sealed class UrlRewrite
{
    private readonly string _from;
    private readonly string _to;

    private UrlRewrite(string from, string to)
    {
        _from = from;
        _to = to;
    }

    // rewrite = address '=' address; both may hold a `=` of their own, so the one that counts is the first with an address behind it
    /// <param name="text">For example <c>https://files.pythonhosted.org=https://mirror.example/pypi-files</c>.</param>
    /// <param name="rewrite">The rule; A ends at a slash, so that a host never matches a longer one.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out UrlRewrite? rewrite)
    {
        rewrite = null;
        for (int i = text.IndexOf('=', StringComparison.Ordinal); i > 0; i = text.IndexOf('=', i + 1))
        {
            if (Folder(text[(i + 1)..]) is not { } to) continue;
            if (Folder(text[..i]) is not { } from) return false;
            rewrite = new UrlRewrite(from, to);
            return true;
        }

        return false;
    }

    /// <summary>Where to fetch an address from, by the first rule that knows it; without one from where it says.</summary>
    /// <param name="rules">In the order given.</param>
    /// <param name="url">An absolute address, percent-encoded.</param>
    public static string Apply(IEnumerable<UrlRewrite> rules, string url) => rules.Select(rule => rule.TryApply(url)).FirstOrDefault(found => found is not null) ?? url;

    private string? TryApply(string url) => url.StartsWith(_from, StringComparison.Ordinal) ? string.Concat(_to, url.AsSpan(_from.Length)) : null;

    private static string? Folder(string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal) || !AddressText.TryParse(text, out Uri? address)) return null;
        if (address.Scheme is not ("http" or "https" or "file") || address.Query.Length > 0 || address.Fragment.Length > 0) return null;
        return address.AbsoluteUri.EndsWith('/') ? address.AbsoluteUri : address.AbsoluteUri + "/";
    }
}
