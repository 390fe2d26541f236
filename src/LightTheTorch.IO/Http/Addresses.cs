using System.Net.Http.Headers;
using System.Text;

namespace LightTheTorch.IO.Http;

/// <summary>Addresses as messages and locks may show them: without credentials, every odd character escaped.</summary>
internal static class Addresses
{
    public static string Show(Uri address) => address.IsFile ? address.LocalPath : WithoutCredentials(address).AbsoluteUri;

    public static Uri WithoutCredentials(Uri address) => address.UserInfo.Length == 0 ? address : new UriBuilder(address) { UserName = "", Password = "" }.Uri;

    public static Uri WithoutFragment(Uri address) => address.Fragment.Length == 0 ? address : new UriBuilder(address) { Fragment = "" }.Uri;

    /// <summary>The header that <c>user:password@</c> in an address asks for; null when there is none.</summary>
    public static AuthenticationHeaderValue? Credentials(Uri address) =>
        address.UserInfo.Length == 0
            ? null
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))));
}
