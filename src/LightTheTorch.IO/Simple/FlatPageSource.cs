using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.IO.Cache;
using LightTheTorch.IO.Http;
using LightTheTorch.Names;
using LightTheTorch.Text;
using LightTheTorch.Wheels;

namespace LightTheTorch.IO.Simple;

/// <summary>A flat page of links, or a folder of files, as pip's <c>--find-links</c> takes: the files of many projects in one place.</summary>
public sealed class FlatPageSource : IPackageSource, IDisposable
{
    private readonly IndexClient _client;
    private readonly Uri _page;
    private readonly bool _isOneOfMany;
    private readonly SharedTasks<Uri, ImmutableArray<PageLink>?> _links = new();
    private readonly SharedTasks<Uri, CoreMetadata> _metadata = new();

    /// <param name="client">Asks for the page.</param>
    /// <param name="page">The page, or the <c>file:</c> address of a page or folder.</param>
    /// <param name="isOneOfMany">
    /// There is a page for each torch, and not every torch has one; 403 says so too, as of a bucket. Otherwise the user named this very page:
    /// pip passes over one that it cannot read without a word, and here it is an error.
    /// </param>
    public FlatPageSource(IndexClient client, Uri page, bool isOneOfMany = false)
    {
        _isOneOfMany = isOneOfMany;
        _client = client;
        client.Remember(page);
        _page = page;
    }

    public string DisplayName => Addresses.Show(_page);

    public async ValueTask<ProjectListing?> FindAsync(PackageName name, CancellationToken cancellationToken)
    {
        ImmutableArray<PageLink>? links = await _links.GetAsync(_page, ReadAsync, cancellationToken);
        ProjectListing listing = new ListingBuilder(name, _client.Options.Aliases).Build(links ?? []);
        return listing.Files.IsEmpty ? null : listing with { Skipped = [] }; // what was skipped is other projects'
    }

    /// <summary>The projects that the page has files of; null when it is one of many, and not there.</summary>
    public async Task<ImmutableHashSet<PackageName>?> NamesAsync(CancellationToken cancellationToken) =>
        await _links.GetAsync(_page, ReadAsync, cancellationToken) is { } links ? [.. links.Select(link => NameOf(link.FileName)).OfType<PackageName>()] : null;

    public async ValueTask<CoreMetadata> ReadMetadataAsync(DistributionFile file, CancellationToken cancellationToken) =>
        await _metadata.GetAsync(file.Url, async cancel => MetadataCheck.Parse(file, await _client.ReadMetadataAsync(file, cancel)), cancellationToken);

    public void Dispose()
    {
        _links.Dispose();
        _metadata.Dispose();
    }

    private static PackageName? NameOf(string fileName)
    {
        if (WheelFileName.TryParse(fileName, out WheelFileName? wheel)) return wheel.Name;
        return SdistFileName.TryParse(fileName, out SdistFileName? sdist) ? sdist.Name : null;
    }

    private async Task<ImmutableArray<PageLink>?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_page.IsFile && Directory.Exists(_page.LocalPath))
            return [.. Directory.EnumerateFiles(_page.LocalPath).Order(StringComparer.Ordinal).Select(path => new PageLink(Path.GetFileName(path), AddressText.OfPath(path)))];
        IndexPage? page = await _client.ReadFlatPageAsync(_page, PageLinks.Form, isRefusable: !_isOneOfMany, cancellationToken);
        if (page is not null) return PageLinks.Read(page.Content.Span);
        return _isOneOfMany ? null : throw new LttException(new Diagnostic(DiagnosticCode.FileUnavailable, Severity.Error, $"`{DisplayName}` is not there"));
    }
}
