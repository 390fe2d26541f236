using System.Diagnostics.CodeAnalysis;

namespace LightTheTorch.Cli.Vendoring;

/// <summary>Where an address lies in a mirror tree: <c>&lt;host&gt;/&lt;path&gt;</c>, with names as a web server's folder has them.</summary>
internal static class MirrorPath
{
    /// <returns>A relative path with forward slashes that cannot lead out of its tree; false for what no mirror stands in for.</returns>
    public static bool TryGet(Uri address, [NotNullWhen(true)] out string? path)
    {
        path = null;
        if (address.Scheme is not ("http" or "https") || !address.IsDefaultPort || address.Query.Length > 0) return false;
        string[] names = [address.Host, .. address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        if (names.Any(name => name is "." or ".." || name.Any(c => char.IsControl(c) || c is '/' or '\\' or ':'))) return false;
        path = string.Join('/', names);
        return true;
    }
}
