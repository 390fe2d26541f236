using LightTheTorch.IO.Cache;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Http;

/// <summary>Pages, from the cache while they are fresh, asked again with their ETag afterwards. What is kept of a page is its form's business.</summary>
internal sealed class PageReader(IndexTransport transport, IndexClientOptions options)
{
    // The largest page of PyPI is near 30 MB.
    private const int Limit = 64 << 20;

    // Whatever a server says. What is fresh for longer was kept by a clock that went ahead of this one.
    private static readonly TimeSpan s_longestFreshness = TimeSpan.FromDays(1);

    public async Task<IndexPage?> ReadAsync(Uri address, PageForm form, bool isRefusable, CancellationToken cancellationToken)
    {
        // A tree of files has no way to ask for JSON or HTML but by name.
        foreach (Uri page in IsInTree(address) ? (Uri[])[AddressText.Join(address, "index.json"), AddressText.Join(address, "index.html")] : [address])
        {
            if (await ReadOneAsync(page, form, isRefusable, cancellationToken) is { } found) return found;
        }

        return null;
    }

    public async Task<IndexPage?> ReadOneAsync(Uri address, PageForm form, bool isRefusable, CancellationToken cancellationToken)
    {
        Uri located = transport.Locate(address);
        CacheFolder? cache = located.IsFile ? null : options.Cache;
        string key = AddressText.WithoutCredentials(located).AbsoluteUri + (IsInTree(address) ? " " + AddressText.WithoutCredentials(address).AbsoluteUri : "");
        CachedPage? old = cache is null || options.Refresh ? null : CachedPage.Read(cache, form.Name, key);
        if (cache is not null && old is not null && (options.Offline || IsFresh(old, cache.Now))) return Page(old);
        CachedPage current = await transport.FetchAsync(
            address,
            new FetchRequest { IsPage = true, IsRefusable = isRefusable, IfNoneMatch = old?.ETag },
            (response, cancel) => ReadAnswerAsync(address, form, response, old, cache, cancel),
            cancellationToken);
        if (cache is not null) current.Write(cache, form.Name, key);
        return Page(current);
    }

    private async Task<CachedPage> ReadAnswerAsync(Uri address, PageForm form, FetchResponse response, CachedPage? old, CacheFolder? cache, CancellationToken cancellationToken)
    {
        DateTimeOffset freshUntil = (cache?.Now ?? DateTimeOffset.UnixEpoch) + (response.MaxAge < s_longestFreshness ? response.MaxAge : s_longestFreshness);
        if (response.Status == FetchStatus.NotModified && old is not null) return old with { FreshUntil = freshUntil };
        if (response.Status == FetchStatus.Missing) return new CachedPage(AddressText.WithoutQuery(AddressText.WithoutCredentials(address)), "", null, DateTimeOffset.UnixEpoch, []);
        // Links in a mirror's page are relative to what it stands in for. A query may be a signature, and no link is relative to it.
        Uri start = AddressText.WithoutQuery(AddressText.WithoutCredentials(IsInTree(address) ? address : response.Address));
        string mediaType = response.MediaType.Length == 0 ? "text/html" : response.MediaType;
        using PooledBytes content = new();
        if (!await transport.Guard.ReadAllAsync(response.Body, content, Limit, cancellationToken)) throw FetchFailures.TooLong(address, Limit);
        return new CachedPage(start, mediaType, response.ETag, freshUntil, form.Distil(start, mediaType, content.Written));
    }

    private static bool IsFresh(CachedPage page, DateTimeOffset now) => now < page.FreshUntil && page.FreshUntil <= now + s_longestFreshness;

    private bool IsInTree(Uri address) => transport.Locate(address) is var located && (located.IsFile || !located.Equals(address));

    private static IndexPage? Page(CachedPage page) => page.IsMissing ? null : new IndexPage(page.Address, page.MediaType, page.Content);
}
