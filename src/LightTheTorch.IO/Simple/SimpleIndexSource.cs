using LightTheTorch.Index;
using LightTheTorch.IO.Cache;
using LightTheTorch.IO.Http;
using LightTheTorch.Names;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Simple;

/// <summary>A simple index (PEP 503, 691): a page for each project below one root. One object for a run, for all targets.</summary>
public sealed class SimpleIndexSource : IPackageSource, IDisposable
{
    private readonly IndexClient _client;
    private readonly Uri _root;
    private readonly bool _isRefusable;
    private readonly SharedTasks<PackageName, ProjectListing?> _listings = new();
    private readonly SharedTasks<Uri, CoreMetadata> _metadata = new();

    /// <param name="client">Asks the index.</param>
    /// <param name="root">The part before the project's name; credentials in it are sent to this host alone, and never shown.</param>
    /// <param name="isRefusable">403 is an error, for the user says that the index has the project; PyTorch's bucket means `not found` by it.</param>
    public SimpleIndexSource(IndexClient client, Uri root, bool isRefusable = false)
    {
        _isRefusable = isRefusable;
        _client = client;
        client.Remember(root);
        _root = AddressText.AsFolder(root);
    }

    public string DisplayName => Addresses.Show(_root).TrimEnd('/');

    public async ValueTask<ProjectListing?> FindAsync(PackageName name, CancellationToken cancellationToken) =>
        await _listings.GetAsync(name, cancel => ListAsync(name, cancel), cancellationToken);

    public async ValueTask<CoreMetadata> ReadMetadataAsync(DistributionFile file, CancellationToken cancellationToken) =>
        await _metadata.GetAsync(file.Url, async cancel => MetadataCheck.Parse(file, await _client.ReadMetadataAsync(file, cancel)), cancellationToken);

    public void Dispose()
    {
        _listings.Dispose();
        _metadata.Dispose();
    }

    private async Task<ProjectListing?> ListAsync(PackageName name, CancellationToken cancellationToken)
    {
        IndexPage? page = await _client.ReadPageAsync(AddressText.Join(_root, name.Value + "/"), PageLinks.Form, _isRefusable, cancellationToken);
        return page is null ? null : new ListingBuilder(name, _client.Options.Aliases).Build(PageLinks.Read(page.Content.Span));
    }
}
