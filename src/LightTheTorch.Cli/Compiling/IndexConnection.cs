using System.Collections.Concurrent;
using System.Collections.Immutable;
using LightTheTorch.Cli.Commands;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.IO.Cache;
using LightTheTorch.IO.Http;
using LightTheTorch.IO.Python;
using LightTheTorch.IO.Serving;
using LightTheTorch.IO.Simple;
using LightTheTorch.Text;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Compiling;

/// <summary>The one effectful edge of a compilation: one HTTP client, one cache, and one source per index, shared by all targets.</summary>
internal sealed class IndexConnection : IDisposable, IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly IndexClient _client;
    private readonly ConcurrentDictionary<Uri, SimpleIndexSource> _indexes = new();
    private readonly ConcurrentDictionary<(Uri Address, bool IsOneOfMany), FlatPageSource> _pages = new();

    private IndexConnection(HttpClient http, IndexClient client, IProcessRunner runner)
    {
        _http = http;
        _client = client;
        Builds = new SdistBuilds(client, runner);
    }

    public SdistBuilds Builds { get; }

    /// <summary>For what is known by its address alone.</summary>
    public IndexClient Client => _client;

    /// <exception cref="LttException">The mirror is neither a folder nor a web address; or a file of certificates cannot be read.</exception>
    /// <param name="settings">What options and settings say of indexes.</param>
    /// <param name="catalogue">Knows which hosts have the same files.</param>
    /// <param name="context">Environment, time, programs.</param>
    /// <param name="network">pip's words on proxies and certificates; null for those of the environment.</param>
    /// <param name="sources">The user's own, for a command that fetches files without a look at the pages that lead there.</param>
    public static IndexConnection Open(IndexSettings settings, BackendCatalogue catalogue, CommandContext context, NetworkSettings? network = null, ImmutableArray<UserSource> sources = default)
    {
        HttpClient http = IndexHttp.Create(ProgramVersion.Text, context.Environment, network: network);
        IndexClientOptions options = new()
        {
            Mirror = settings.Mirror is { } mirror ? Mirror(mirror, context) : null,
            Aliases = catalogue.Hosts,
            Cache = CacheLocation.Find(settings.CacheDir, context) is { } folder ? new CacheFolder(folder, context.Time) : null,
            Credentials = IndexCredentials.Read(context.Environment),
            Offline = settings.Offline,
            Refresh = settings.Refresh,
        };
        IndexClient client = new(http, options, context.Time);
        // The files of an index that wants a password want the same, and a lock holds none.
        string?[] addresses = [settings.IndexUrl, settings.PytorchIndexUrl, .. settings.FindLinks, .. sources.IsDefault ? [] : sources.Select(source => source.Address)];
        foreach (string? address in addresses) if (AddressText.TryParse(address, out Uri? root)) client.Remember(root);
        return new IndexConnection(http, client, context.ProcessRunner);
    }

    public IPackageSource Source(IndexRoute.Simple index) => _indexes.GetOrAdd(index.Root, root => new SimpleIndexSource(_client, root, isRefusable: index.IsUsers));

    /// <summary>The source of a route that needs no chosen torch.</summary>
    /// <exception cref="LttException">The route is a page for one torch, and no torch is chosen here.</exception>
    public IPackageSource Source(IndexRoute route) => route switch
    {
        IndexRoute.Simple simple => Source(simple),
        IndexRoute.FindLinks { NeedsTorch: false } links => Page(links.PagesFor([])[0]),
        _ => throw new LttException(new Diagnostic(DiagnosticCode.UnsupportedRequirement, Severity.Error, $"the pages of `{route.Label}` are each for one torch, and only `ltt lock` chooses one")),
    };

    /// <summary>A page of links.</summary>
    /// <param name="page">Its address.</param>
    /// <param name="isOneOfMany">It need not be there: the user named a template for pages, and not this one.</param>
    public FlatPageSource Page(Uri page, bool isOneOfMany = false) =>
        _pages.GetOrAdd((page, isOneOfMany), key => new FlatPageSource(_client, key.Address, key.IsOneOfMany));

    public Task<HashedFile> HashAsync(DistributionFile file, bool again, IFileProgress progress, CancellationToken cancellationToken) =>
        again ? _client.RehashAsync(file, progress, cancellationToken) : _client.HashAsync(file, progress, cancellationToken);

    public Task<long?> SizeAsync(Uri file, CancellationToken cancellationToken) => _client.LastingSizeAsync(file, cancellationToken);

    /// <summary>The bytes of a small file, as of requirements that an address names.</summary>
    /// <exception cref="LttException">It is not there, or cannot be read.</exception>
    public async Task<byte[]> ReadBytesAsync(Uri address, CancellationToken cancellationToken) =>
        await _client.ReadBytesAsync(address, cancellationToken)
        ?? throw new LttException(new Diagnostic(DiagnosticCode.FileUnavailable, Severity.Error, $"`{AddressText.WithoutCredentials(address).AbsoluteUri}` is not there"));

    /// <summary>Opens these indexes to an installer on this machine.</summary>
    /// <param name="torch">The pages of PyTorch's names.</param>
    /// <param name="port">0 takes a free one.</param>
    public ServedIndex Serve(TorchPages torch, int port = 0) => ServedIndex.Start(_client, torch, port);

    /// <inheritdoc cref="IndexClient.DisposeAsync"/>
    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _http.Dispose();
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }

    private static Mirror Mirror(string text, CommandContext context)
    {
        if (IO.Http.Mirror.TryParse(text, context.WorkingDirectory, out Mirror? mirror) && (!mirror.IsFolder || Directory.Exists(context.FullPath(text)))) return mirror;
        throw new LttException(
            new Diagnostic(DiagnosticCode.FileNotFound, Severity.Error, $"`--mirror {Secrets.Mask(text)}` is neither a folder nor a web address")
            {
                Hints = ["a mirror is a tree `<host>/<path>`, for example `DIR/pypi.org/simple/numpy/index.json`"],
            },
            ExitCode.Usage);
    }
}
