using LightTheTorch.IO.Cache;

namespace LightTheTorch.IO.Http;

/// <summary>Pages, from the cache while they are fresh, asked again with their ETag afterwards.</summary>
internal sealed class PageReader(IndexTransport transport, IndexClientOptions options)
{
    // The largest page of PyPI is near 30 MB.
    private const long Limit = 256L << 20;

    public async Task<IndexPage?> ReadAsync(Uri address, CancellationToken cancellationToken)
    {
        // A tree of files has no way to ask for JSON or HTML but by name.
        bool isTree = transport.Locate(address).IsFile || !transport.Locate(address).Equals(address);
        foreach (Uri page in isTree ? (Uri[])[new Uri(address, "index.json"), new Uri(address, "index.html")] : [address])
        {
            if (await ReadOneAsync(page, cancellationToken) is { } found) return found;
        }

        return null;
    }

    public async Task<IndexPage?> ReadOneAsync(Uri address, CancellationToken cancellationToken)
    {
        Uri located = transport.Locate(address);
        CacheFolder? cache = located.IsFile ? null : options.Cache;
        CachedPage? old = cache is null || options.Refresh ? null : CachedPage.Read(cache, Addresses.WithoutCredentials(located));
        if (cache is not null && old is not null && (options.Offline || cache.Now < old.FreshUntil)) return Page(old, address);
        CachedPage current = await transport.FetchAsync(
            address,
            new FetchRequest { IsPage = true, IfNoneMatch = old?.ETag },
            (response, cancel) => ReadAnswerAsync(address, response, old, cache, cancel),
            cancellationToken);
        if (cache is not null) current.Write(cache, Addresses.WithoutCredentials(located));
        return Page(current, address);
    }

    private async Task<CachedPage> ReadAnswerAsync(Uri address, FetchResponse response, CachedPage? old, CacheFolder? cache, CancellationToken cancellationToken)
    {
        DateTimeOffset freshUntil = (cache?.Now ?? DateTimeOffset.UnixEpoch) + TimeSpan.FromSeconds(Math.Min(response.MaxAge.TotalSeconds, 86_400));
        if (response.Status == FetchStatus.NotModified && old is not null) return old with { FreshUntil = freshUntil };
        if (response.Status == FetchStatus.Missing) return new CachedPage(response.Address, "", null, DateTimeOffset.UnixEpoch, []);
        byte[] content = await transport.Guard.ReadAllAsync(response.Body, Limit, cancellationToken) ?? throw FetchFailures.TooLong(address, Limit);
        return new CachedPage(response.Address, response.MediaType.Length == 0 ? "text/html" : response.MediaType, response.ETag, freshUntil, content);
    }

    // Links in a mirror's page are relative to what it stands in for.
    private IndexPage? Page(CachedPage page, Uri address) =>
        page.IsMissing ? null : new IndexPage(transport.Locate(address).Equals(address) ? page.Address : address, page.MediaType, page.Content);
}
