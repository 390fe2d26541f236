using System.Diagnostics.CodeAnalysis;
using LightTheTorch.IO.Http;

namespace LightTheTorch.IO.Simple;

/// <summary>The address of a link. Its fragment is a hash at most, and users and passwords in it are no page's business: both are left behind.</summary>
internal static class LinkAddress
{
    /// <param name="start">What it is relative to.</param>
    /// <param name="text">As the page has it.</param>
    /// <param name="address">Absolute; the hosts of other schemes than http and https are never asked.</param>
    public static bool TryRead(Uri start, ReadOnlySpan<char> text, [NotNullWhen(true)] out Uri? address)
    {
        text = text.Trim();
        int fragment = text.IndexOf('#');
        if (!Uri.TryCreate(start, (fragment < 0 ? text : text[..fragment]).ToString(), out address)) return false;
        if (text.Contains('@')) address = Addresses.WithoutCredentials(address);
        return true;
    }

    public static ReadOnlySpan<char> Fragment(ReadOnlySpan<char> text) => text.IndexOf('#') is >= 0 and int at ? text[(at + 1)..].TrimEnd() : [];
}
