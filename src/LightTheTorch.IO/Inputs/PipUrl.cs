using System.Text;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Inputs;

/// <summary>What pip takes for a URL, a path or an archive, judged by the text alone.</summary>
public static class PipUrl
{
    private static readonly string[] s_vcsSchemes =
    [
        "bzr+http", "bzr+https", "bzr+ssh", "bzr+sftp", "bzr+ftp", "bzr+lp", "bzr+file",
        "git+http", "git+https", "git+ssh", "git+git", "git+file",
        "hg+file", "hg+http", "hg+https", "hg+ssh", "hg+static-http",
        "svn+ssh", "svn+http", "svn+https", "svn+svn", "svn+file",
    ];

    private static readonly string[] s_archives =
        [".zip", ".whl", ".tar.bz2", ".tbz", ".tar.xz", ".txz", ".tlz", ".tar.lz", ".tar.lzma", ".tar.gz", ".tgz", ".tar"];

    public static string VcsSchemes => string.Join(", ", s_vcsSchemes);

    public static bool IsUrl(string text) => Scheme(text) is "http" or "https" or "file" or "ftp" || IsVcs(text);

    public static bool IsVcs(string text) => s_vcsSchemes.Contains(Scheme(text));

    public static bool IsFile(string text) => Scheme(text) == "file";

    /// <summary>A path separator, or a dot in front; nothing is looked up.</summary>
    public static bool LooksLikePath(string text) =>
        text.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
        || text.Contains(Path.AltDirectorySeparatorChar, StringComparison.Ordinal)
        || text.StartsWith('.');

    public static bool IsArchive(string path) => s_archives.Any(end => path.EndsWith(end, StringComparison.OrdinalIgnoreCase) && path.Length > end.Length);

    /// <summary>The last part of a URL's or a file's path, decoded.</summary>
    public static string FileName(string url)
    {
        ReadOnlySpan<char> path = url.AsSpan();
        if (path.IndexOfAny('?', '#') is var end and >= 0) path = path[..end];
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..].ToString());
    }

    /// <summary>The value of <c>#egg=</c>, <c>#subdirectory=</c> or their like; null where there is none.</summary>
    public static string? Fragment(string url, string key)
    {
        for (int at = 0; (at = url.IndexOf(key + "=", at, StringComparison.Ordinal)) >= 0; at++)
        {
            if (at == 0 || url[at - 1] is not ('#' or '&')) continue;
            string value = url[(at + key.Length + 1)..];
            int end = value.IndexOf('&', StringComparison.Ordinal);
            return end < 0 ? value : value[..end];
        }

        return null;
    }

    /// <summary>A file URL, quoted as Python's <c>pathname2url</c> does.</summary>
    public static string FromPath(string path)
    {
        StringBuilder url = new("file://");
        string forward = path.Replace('\\', '/');
        if (!forward.StartsWith('/')) url.Append('/');
        foreach (byte b in Encoding.UTF8.GetBytes(forward))
        {
            bool plain = b < 0x80 && (char.IsAsciiLetterOrDigit((char)b) || (char)b is '/' or '_' or '.' or '-' or '~');
            if (plain) url.Append((char)b);
            else url.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return url.ToString();
    }

    /// <summary>The path that a file URL names; null when it names another host.</summary>
    public static string? ToPath(string url) =>
        AddressText.TryParse(url.Split('#', '?')[0], out Uri? uri) && uri.IsFile && (uri.Host.Length == 0 || uri.Host == "localhost")
            ? Path.GetFullPath(uri.LocalPath.Replace('\0', '\uFFFD')) // no file has NUL in its name: it is then one that is missing
            : null;

    // Python's urlsplit: a letter, then letters, digits, '+', '-', '.', up to the first colon.
    private static string? Scheme(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !char.IsAsciiLetter(text[0])) return null;
        string scheme = text[..colon];
        return scheme.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.') ? scheme.ToLowerInvariant() : null;
    }
}
