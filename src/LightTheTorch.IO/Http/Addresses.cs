using System.Net.Http.Headers;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Http;

/// <summary>Addresses as messages and locks may show them: without credentials, every odd character escaped.</summary>
internal static class Addresses
{
    /// <summary>A query may be a signature or a token: that there is one is all that is told.</summary>
    public static string Show(Uri address)
    {
        if (address.IsFile) return address.LocalPath;
        string shown = AddressText.WithoutFragment(AddressText.WithoutCredentials(address)).AbsoluteUri;
        return address.Query.Length > 1 ? string.Concat(shown.AsSpan(0, shown.IndexOf('?', StringComparison.Ordinal) + 1), "…") : shown;
    }

    /// <summary>The header that <c>user:password@</c> in an address asks for; null when there is none.</summary>
    public static AuthenticationHeaderValue? Credentials(Uri address) =>
        address.UserInfo.Length == 0
            ? null
            : IndexCredentials.Basic(Uri.UnescapeDataString(address.UserInfo));
}
