using System.Security.Cryptography;
using System.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.IO.Cache;

namespace LightTheTorch.IO.Http;

/// <summary>
/// Reads indexes: pages, METADATA, hashes, whole files. One for a run; safe for concurrent calls. Every page, METADATA and hash is asked for
/// once per run, however many targets want it.
/// </summary>
/// <remarks>All methods throw <see cref="LttException"/> with the address, without credentials, and the cause.</remarks>
public sealed class IndexClient : IDisposable, IAsyncDisposable
{
    private readonly IndexTransport _transport;
    private readonly PageReader _pages;
    private readonly MetadataReader _metadata;
    private readonly FileReader _files;
    private readonly SharedTasks<(Uri Address, string Form, bool IsRefusable), IndexPage?> _sharedPages = new();
    private readonly SharedTasks<Uri, string> _sharedMetadata = new();
    private readonly SharedTasks<Uri, HashedFile> _sharedHashes = new();

    /// <param name="http">Sends every request; it follows redirects and stays open.</param>
    /// <param name="options">Mirror, cache, patience.</param>
    /// <param name="time">For freshness, pauses and patience.</param>
    public IndexClient(HttpClient http, IndexClientOptions options, TimeProvider time)
    {
        Options = options;
        _transport = new IndexTransport(http, options, time);
        _pages = new PageReader(_transport, options);
        _files = new FileReader(_transport, options);
        _metadata = new MetadataReader(_transport, _files, options);
    }

    public IndexClientOptions Options { get; }

    /// <summary>Sends the credentials in an index's address along with every request to that host.</summary>
    public void Remember(Uri root) => _transport.Remember(root);

    /// <summary>A project's page as it was served, or null when the index does not have the project (403, 404 and 410).</summary>
    /// <param name="address">With a slash at the end, and credentials if it needs them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IndexPage?> ReadPageAsync(Uri address, CancellationToken cancellationToken) => ReadPageAsync(address, PageForm.AsServed, cancellationToken);

    /// <summary>What a form keeps of a project's page, or null when the index does not have the project.</summary>
    public Task<IndexPage?> ReadPageAsync(Uri address, PageForm form, CancellationToken cancellationToken) => ReadPageAsync(address, form, isRefusable: false, cancellationToken);

    /// <summary>The same, where 403 may be a refusal.</summary>
    /// <param name="address">With a slash at the end, and credentials if it needs them.</param>
    /// <param name="form">What is kept.</param>
    /// <param name="isRefusable">403 is an error: the index is said to have the project.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IndexPage?> ReadPageAsync(Uri address, PageForm form, bool isRefusable, CancellationToken cancellationToken) =>
        _sharedPages.GetAsync((address, form.Name, isRefusable), cancel => _pages.ReadAsync(address, form, isRefusable, cancel), cancellationToken);

    /// <summary>A page whose address is that of a file: a flat page of links. Null when it is not there.</summary>
    /// <param name="address">Of the page itself.</param>
    /// <param name="form">What is kept.</param>
    /// <param name="isRefusable">403 is an error: somebody says that the page is there.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IndexPage?> ReadFlatPageAsync(Uri address, PageForm form, bool isRefusable, CancellationToken cancellationToken) =>
        _sharedPages.GetAsync((address, form.Name, isRefusable), cancel => _pages.ReadOneAsync(address, form, isRefusable, cancel), cancellationToken);

    /// <summary>
    /// The METADATA of a wheel or PKG-INFO of a source distribution: the file beside it (PEP 658) checked against the page's hash,
    /// else cut out of the wheel by byte ranges, else out of the whole file.
    /// </summary>
    /// <exception cref="LttException">
    /// Among others <see cref="DiagnosticCode.HashMismatch"/>, and <see cref="DiagnosticCode.InvalidMetadata"/> when the archive has none.
    /// </exception>
    public Task<string> ReadMetadataAsync(DistributionFile file, CancellationToken cancellationToken) =>
        _sharedMetadata.GetAsync(file.Url, cancel => _metadata.ReadAsync(file, cancel), cancellationToken);

    /// <summary>The hash of the file's bytes, whatever a page says: streamed once, then known by address and size.</summary>
    /// <param name="file">Any file.</param>
    /// <param name="progress">Told the number of bytes of each part that came; null for nobody. Only the first of several callers is told.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<HashedFile> HashAsync(DistributionFile file, IFileProgress? progress, CancellationToken cancellationToken) =>
        _sharedHashes.GetAsync(file.Url, cancel => _files.HashAsync(file.Url, again: false, progress, cancel), cancellationToken);

    /// <summary>The same, read from the server whatever is known already.</summary>
    /// <inheritdoc cref="HashAsync"/>
    public Task<HashedFile> RehashAsync(DistributionFile file, IFileProgress? progress, CancellationToken cancellationToken) =>
        _files.HashAsync(file.Url, again: true, progress, cancellationToken);

    /// <summary>The size as it was when anybody asked first, or null when its server does not tell and when asking is forbidden.</summary>
    public Task<long?> LastingSizeAsync(Uri address, CancellationToken cancellationToken) => _files.LastingSizeAsync(address, cancellationToken);

    /// <summary>The size of a file in bytes, or null when its server does not tell.</summary>
    public Task<long?> SizeAsync(Uri address, CancellationToken cancellationToken) => _files.SizeAsync(address, cancellationToken);

    /// <summary>Writes a file, and leaves nothing at <paramref name="path"/> when it cannot be had whole or has another hash than its page says.</summary>
    public async Task<HashedFile> DownloadAsync(DistributionFile file, string path, IFileProgress? progress, CancellationToken cancellationToken) =>
        await _files.DownloadAsync(file.Url, file.Sha256, path, progress, cancellationToken);

    /// <summary>Goes on with a file whose hash is known, from where it broke off; the caller compares the hash.</summary>
    /// <inheritdoc cref="FileReader.ResumeAsync"/>
    internal Task<HashedFile> ResumeAsync(Uri address, Stream target, IncrementalHash hash, long done, IFileProgress? progress, CancellationToken cancellationToken) =>
        _files.ResumeAsync(address, target, hash, done, isPinned: true, progress, cancellationToken);

    /// <summary>A small text, such as METADATA that someone links to; null when it is not there.</summary>
    public async Task<string?> ReadTextAsync(Uri address, CancellationToken cancellationToken) =>
        await ReadBytesAsync(address, cancellationToken) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>A small file as it is; null when it is not there.</summary>
    public Task<byte[]?> ReadBytesAsync(Uri address, CancellationToken cancellationToken) => _files.ReadBytesAsync(address, ArchiveMetadata.Limit, cancellationToken);

    /// <inheritdoc cref="IndexTransport.OpenAsync"/>
    internal Task<FetchResponse> OpenAsync(Uri address, FetchRequest request, CancellationToken cancellationToken) => _transport.OpenAsync(address, request, cancellationToken);

    /// <summary>Waits for what nobody waits for any more, such as pages that were asked for on a guess: they write to the cache.</summary>
    public async ValueTask DisposeAsync()
    {
        await _sharedPages.DisposeAsync();
        await _sharedMetadata.DisposeAsync();
        await _sharedHashes.DisposeAsync();
        _transport.Dispose();
    }

    public void Dispose()
    {
        _sharedPages.Dispose();
        _sharedMetadata.Dispose();
        _sharedHashes.Dispose();
        _transport.Dispose();
    }
}
