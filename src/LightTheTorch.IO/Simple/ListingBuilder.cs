using System.Collections.Immutable;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.IO.Simple;

/// <summary>From the links of a page to the files of a project: names read, addresses made canonical, what is no file of it left out.</summary>
internal sealed class ListingBuilder(PackageName project, HostAliases aliases)
{
    // A page repeats a handful of texts thousands of times.
    private readonly Dictionary<string, SpecifierSet?> _pythons = [];
    private readonly Dictionary<string, bool> _movedHosts = new(StringComparer.Ordinal);

    public ProjectListing Build(ImmutableArray<PageLink> links)
    {
        ImmutableArray<DistributionFile>.Builder files = ImmutableArray.CreateBuilder<DistributionFile>(links.Length);
        List<string> skipped = [];
        foreach (PageLink link in links)
        {
            if (File(link) is { } file) files.Add(file);
            else if (FileNames.IsSafe(link.FileName)) skipped.Add(link.FileName);
        }

        return new ProjectListing(project, files.DrainToImmutable()) { Skipped = [.. skipped] };
    }

    private DistributionFile? File(PageLink link)
    {
        if (!FileNames.IsSafe(link.FileName) || link.Url.Scheme is not ("https" or "http" or "file")) return null;
        if (DistributionKind.Of(link.FileName, project) is not { } kind) return null;
        return new DistributionFile
        {
            Kind = kind,
            Url = Canonical(link.Url),
            Sha256 = link.Sha256,
            HasMetadata = link.HasMetadata,
            MetadataSha256 = link.MetadataSha256,
            RequiresPython = Pythons(link.RequiresPython),
            RequiresPythonText = link.RequiresPython,
            Yanked = link.Yanked,
            Size = link.Size,
            UploadTime = link.UploadTime,
        };
    }

    // Whether a host has siblings is asked once, not for every file; most have none.
    private Uri Canonical(Uri address)
    {
        string text = address.OriginalString;
        int path = text.IndexOf('/', text.IndexOf("://", StringComparison.Ordinal) is >= 0 and int scheme ? scheme + 3 : 0);
        if (path < 0) return aliases.Canonical(address);
        Dictionary<string, bool>.AlternateLookup<ReadOnlySpan<char>> hosts = _movedHosts.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!hosts.TryGetValue(text.AsSpan(0, path), out bool isMoved)) hosts[text.AsSpan(0, path)] = isMoved = !ReferenceEquals(aliases.Canonical(address), address);
        return isMoved ? aliases.Canonical(address) : address;
    }

    private SpecifierSet? Pythons(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (!_pythons.TryGetValue(text, out SpecifierSet? set)) _pythons[text] = set = LenientSpecifier.ParseOrNull(text);
        return set;
    }
}
