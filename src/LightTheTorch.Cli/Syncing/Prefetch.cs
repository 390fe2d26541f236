using System.Collections.Immutable;
using LightTheTorch.Cli.Compiling;
using LightTheTorch.Cli.Rendering.Progress;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Cache;
using LightTheTorch.IO.Downloads;
using LightTheTorch.Locking;
using LightTheTorch.Text;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Syncing;

/// <summary>Brings the files of a plan into the store before anything is changed.</summary>
internal sealed class Prefetch : IDisposable
{
    private readonly CommandContext _context;
    private readonly SyncOptions _options;
    private readonly IndexConnection _connection;
    private readonly FileStore _store;
    private readonly DirectoryInfo? _temporary;

    public Prefetch(CommandContext context, SyncOptions options, BackendCatalogue catalogue)
    {
        _context = context;
        _options = options;
        _connection = IndexConnection.Open(options.Index, catalogue, context, sources: options.Sources);
        // Where there is no place for a cache, in a container without a home, the files are needed for as long as pip runs.
        string? folder = CacheLocation.Find(options.Index.CacheDir, context);
        _temporary = folder is null ? Directory.CreateTempSubdirectory("ltt-sync-") : null;
        _store = new FileStore(new CacheFolder(folder ?? _temporary!.FullName, context.Time)); // one of the two is there
    }

    /// <exception cref="LttException">A file cannot be had, or is another than the lock says.</exception>
    public async Task<ImmutableArray<(LockedPackage Package, StoredFile File)>> FetchAsync(ImmutableArray<LockedPackage> packages, CancellationToken cancellationToken)
    {
        Downloader downloader = new(_connection.Client, _store, _context.Time) { Rewrites = _options.Rewrites };
        try
        {
            ImmutableArray<StoredFile> files = await ProgressDisplay.RunAsync(_context, _options.Speech, display => downloader.FetchAsync([.. packages.Select(Download.Of)], display, cancellationToken));
            return [.. packages.Zip(files)];
        }
        catch (LttException missing) when (missing.Diagnostics[0] is { Code: DiagnosticCode.FileUnavailable } first && first.Message.Contains("/nightly/", StringComparison.Ordinal))
        {
            throw new LttException(first with { Hints = ["PyTorch deletes nightly builds after some weeks: lock again with `ltt lock --upgrade`, which takes the newest"] }, missing);
        }
    }

    /// <summary>The bytes that are not in the store; null where somebody does not tell. No failure of a server is one here.</summary>
    public async Task<long?> MeasureAsync(ImmutableArray<LockedPackage> packages, CancellationToken cancellationToken)
    {
        long?[] sizes = await Task.WhenAll(packages.Select(async package =>
        {
            Download download = Download.Of(package);
            if (File.Exists(_store.PathOf(download))) return 0;
            if (package.Size is { } known) return known;
            try
            {
                return _options.Index.Offline ? null : await _connection.Client.SizeAsync(AddressText.Parse(UrlRewrite.Apply(_options.Rewrites, package.Url)), cancellationToken);
            }
            catch (LttException)
            {
                return null; // it is told when the file itself is asked for
            }
        }));
        return sizes.Any(size => size is null) ? null : sizes.Sum();
    }

    public void Dispose()
    {
        _connection.Dispose();
        _temporary?.Delete(recursive: true);
    }
}
