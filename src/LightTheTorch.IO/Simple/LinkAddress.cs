using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Simple;

/// <summary>The address of a link. Its fragment is a hash at most, and users and passwords in it are no page's business: both are left behind.</summary>
internal static class LinkAddress
{
    /// <param name="start">What it is relative to.</param>
    /// <param name="text">As the page has it.</param>
    /// <param name="address">Absolute; the hosts of other schemes than http and https are never asked.</param>
    public static bool TryRead(Uri start, ReadOnlySpan<char> text, [NotNullWhen(true)] out Uri? address) => TryRead(start, WithoutFragment(text.Trim()).ToString(), out address);

    /// <inheritdoc cref="TryRead(Uri, ReadOnlySpan{char}, out Uri?)"/>
    public static bool TryRead(Uri start, string text, [NotNullWhen(true)] out Uri? address)
    {
        if (text.Contains('#', StringComparison.Ordinal)) text = WithoutFragment(text).ToString();
        if (!AddressText.TryJoin(start, text, out address) || (address.IsFile && !start.IsFile)) return false; // no page from elsewhere leads to files of this machine
        if (text.Contains('@', StringComparison.Ordinal)) address = AddressText.WithoutCredentials(address);
        return true;
    }

    public static ReadOnlySpan<char> Fragment(ReadOnlySpan<char> text) => text.IndexOf('#') is >= 0 and int at ? text[(at + 1)..].TrimEnd() : [];

    private static ReadOnlySpan<char> WithoutFragment(ReadOnlySpan<char> text) => text.IndexOf('#') is >= 0 and int at ? text[..at] : text;
}
