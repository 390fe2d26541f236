using LightTheTorch.Index;
using LightTheTorch.Requirements;
using LightTheTorch.Text;

namespace LightTheTorch.Resolution.Facts;

/// <summary>The file that a requirement names by URL (PEP 508, <c>name @ url</c>).</summary>
internal static class UrlFile
{
    private const string HashFragment = "sha256=";

    /// <summary>Null if the URL leads to no wheel or sdist of that project: to a repository, say, or to a folder.</summary>
    public static DistributionFile? Of(Requirement requirement)
    {
        if (!AddressText.TryParse(requirement.Url, out Uri? url) || url.Scheme is not ("https" or "http" or "file")) return null;
        string name = Uri.UnescapeDataString(url.Segments[^1]);
        if (DistributionKind.Of(name, requirement.Name) is not { } kind) return null;
        string fragment = url.Fragment.TrimStart('#');
        string? hash = fragment.Split('&').FirstOrDefault(static part => part.StartsWith(HashFragment, StringComparison.Ordinal))?[HashFragment.Length..];
        return new DistributionFile { Kind = kind, Url = AddressText.WithoutFragment(url), Sha256 = hash?.Length == 64 ? hash.ToLowerInvariant() : null };
    }
}
