using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Http;

/// <summary>
/// A tree <c>&lt;host&gt;/&lt;path&gt;</c> that stands in for every host: a folder, or a static web server. Locks still name the hosts.
/// </summary>
public sealed class Mirror
{
    private readonly Uri _root;

    private Mirror(Uri root) => _root = root;

    /// <summary>The tree lies in a folder, so that nothing is sent over a network.</summary>
    public bool IsFolder => _root.IsFile;

    /// <summary>Takes a folder, relative ones from <paramref name="workingFolder"/>, or the address of a web server.</summary>
    public static bool TryParse(string text, string workingFolder, [NotNullWhen(true)] out Mirror? mirror)
    {
        mirror = null;
        if (text.Length == 0) return false;
        bool isAddress = text.Contains("://", StringComparison.Ordinal);
        Uri? root = isAddress ? null : AddressText.OfPath(Path.GetFullPath(text, workingFolder));
        if (root is null && !AddressText.TryParse(text, out root)) return false;
        if (root.Scheme is not ("http" or "https" or "file")) return false;
        mirror = new Mirror(AddressText.AsFolder(root));
        return true;
    }

    /// <summary>Where the mirror has what lies at an address. An address with a port of its own, or of a file, stands for itself.</summary>
    public Uri Locate(Uri address) =>
        address.Scheme is "https" or "http" && address.IsDefaultPort ? AddressText.Join(_root, address.Host + address.AbsolutePath) : address;

    public override string ToString() => Addresses.Show(_root);
}
