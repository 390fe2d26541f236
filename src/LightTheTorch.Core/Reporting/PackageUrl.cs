using System.Collections.Immutable;
using LightTheTorch.Locking;
using LightTheTorch.Text;

namespace LightTheTorch.Reporting;

/// <summary>Package URLs (purl, type <c>pypi</c>) as scanners of bills of materials know packages by.</summary>
internal static class PackageUrl
{
    private const string PypiFiles = "files.pythonhosted.org";

    /// <param name="files">The files of one version of one package; at least one.</param>
    public static string Of(ImmutableArray<LockedPackage> files)
    {
        LockedPackage first = files[0];
        string package = $"pkg:pypi/{first.Name}@{Uri.EscapeDataString(first.Version.ToString())}";
        // Without a qualifier a purl means pypi.org, where a torch of the same number is another one.
        Uri[] folders = [.. files.Select(file => AddressText.Join(AddressText.Parse(file.Url), ".")).Where(folder => folder.Host != PypiFiles).Distinct()];
        return folders.Length == 0 ? package : $"{package}?repository_url={Uri.EscapeDataString(folders[0].AbsoluteUri.TrimEnd('/'))}";
    }
}
