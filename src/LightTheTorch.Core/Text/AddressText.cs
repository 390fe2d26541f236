using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

#pragma warning disable RS0030 // Uri's constructors and TryCreate are banned so that every text comes here, where what they break on is refused first

namespace LightTheTorch.Text;

/// <summary>
/// Addresses (RFC 3986, RFC 3987) as files, pages, options and servers write them. The one place where a text becomes a <see cref="Uri"/>: what that type
/// breaks on, or takes and breaks on later, is refused here, so that an address that exists can be shown and asked.
/// </summary>
public static class AddressText
{
    // Control characters, and marks that turn the direction of what follows: RFC 3987 (4.1) has them percent-encoded. `Uri` drops the marks, and
    // throws IndexOutOfRangeException where nothing else is the host of a file.
    private static readonly SearchValues<char> s_neverPlain = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(char.IsControl), .. "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069"]);

    private static readonly SearchValues<byte> s_plainInPaths =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=@/"u8);

    /// <summary>Takes a whole address, with a scheme; or the path of a file from the root on, for its <c>file:</c> address.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? address)
    {
        address = null;
        if (text is null || text.AsSpan().ContainsAny(s_neverPlain)) return false;
        text = text.Trim();
        if (Path.IsPathFullyQualified(text)) address = OfPath(text);
        return address is not null || (text.Length > 0 && char.IsAsciiLetter(text[0]) && Uri.TryCreate(text, UriKind.Absolute, out address) && IsWhole(text, ref address));
    }

    /// <summary>Takes what a page or a server names: an address, or one that is relative to where it stands.</summary>
    public static bool TryJoin(Uri start, string text, [NotNullWhen(true)] out Uri? address)
    {
        address = null;
        return !text.AsSpan().ContainsAny(s_neverPlain) && Uri.TryCreate(start, text, out address) && IsWhole(text, ref address);
    }

    /// <summary>For a text that was looked at before, or that the program made.</summary>
    /// <exception cref="FormatException">It is no address.</exception>
    public static Uri Parse(string text) => TryParse(text, out Uri? address) ? address : throw new FormatException($"`{text}` is no address");

    /// <inheritdoc cref="Parse"/>
    public static Uri Join(Uri start, string text) => TryJoin(start, text, out Uri? address) ? address : throw new FormatException($"`{text}` is no address");

    /// <summary>The <c>file:</c> address of a path, whatever its characters: <see cref="Uri.LocalPath"/> is the same path again.</summary>
    /// <param name="path">Absolute.</param>
    public static Uri OfPath(string path)
    {
        string forward = Path.GetFullPath(path).Replace(Path.DirectorySeparatorChar, '/');
        bool isWindows = Path.DirectorySeparatorChar == '\\';
        StringBuilder url = new(isWindows && forward.StartsWith("//", StringComparison.Ordinal) ? "file://" : "file:///");
        string names = forward.TrimStart('/');
        if (isWindows && names is [var drive, ':', ..]) url.Append(drive).Append(':');
        foreach (byte part in Encoding.UTF8.GetBytes(isWindows && names is [_, ':', .. var below] ? below : names))
        {
            if (s_plainInPaths.Contains(part)) url.Append((char)part);
            else url.Append('%').Append(Convert.ToHexString([part]));
        }

        return new Uri(url.ToString());
    }

    /// <summary>The same with a slash at the end of its path, so that what is relative to it lies in it.</summary>
    public static Uri AsFolder(Uri address) => address.AbsolutePath.EndsWith('/') ? address : AppendToPath(address, "/");

    /// <summary>The same with more at the end of its path, before a query.</summary>
    public static Uri AppendToPath(Uri address, string end) => Parse(address.GetLeftPart(UriPartial.Path) + end + address.Query + address.Fragment);

    /// <summary>The same without what follows <c>#</c>.</summary>
    public static Uri WithoutFragment(Uri address) => address.Fragment.Length == 0 ? address : Parse(address.GetLeftPart(UriPartial.Query));

    /// <summary>The same without what follows <c>?</c> and <c>#</c>.</summary>
    public static Uri WithoutQuery(Uri address) => address.Query.Length == 0 && address.Fragment.Length == 0 ? address : Parse(address.GetLeftPart(UriPartial.Path));

    /// <summary>The same without user and password.</summary>
    public static Uri WithoutCredentials(Uri address) =>
        address.UserInfo.Length == 0 ? address : Parse(address.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped));

    // Some texts make an address that cannot be read when it is written down, or whose host has no name in ASCII for a request. No plain one of the web does.
    private static bool IsWhole(string text, [NotNullWhen(true)] ref Uri? address)
    {
        if (address is null || (address.Scheme is "https" or "http" && Ascii.IsValid(text))) return address is not null;
        if (!Uri.TryCreate(address.AbsoluteUri, UriKind.Absolute, out Uri? again) || again.AbsoluteUri != address.AbsoluteUri || !HasName(address)) address = null;
        return address is not null;
    }

    private static bool HasName(Uri address)
    {
        try
        {
            return address.HostNameType != UriHostNameType.Dns || address.IdnHost.Length > 0;
        }
        catch (UriFormatException)
        {
            return false; // the only way in which it tells
        }
    }
}
