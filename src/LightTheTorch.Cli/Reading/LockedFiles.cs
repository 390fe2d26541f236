using LightTheTorch.Cli.Commands;
using LightTheTorch.Cli.Compiling;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Text;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Reading;

/// <summary>
/// Asks the indexes what they know of the files in a lock. It asks as <c>ltt lock</c> did, so that after a lock everything comes from the cache.
/// </summary>
internal sealed class LockedFiles : IDisposable
{
    private readonly BackendCatalogue _catalogue;
    private readonly IndexSettings _index;

    private LockedFiles(BackendCatalogue catalogue, IndexSettings index, LockSettings settings, IndexConnection connection)
    {
        _catalogue = catalogue;
        _index = index;
        Settings = settings;
        Connection = connection;
    }

    /// <summary>What files and variables say, below the command line.</summary>
    public LockSettings Settings { get; }

    public IndexConnection Connection { get; }

    /// <exception cref="LttException">A setting or an option cannot be read.</exception>
    public static async Task<LockedFiles> OpenAsync(IndexSettings said, CommandContext context, bool quiet, CancellationToken cancellationToken)
    {
        LockSettings settings = new(await SettingsInUse.ReadAsync(context, quiet, cancellationToken));
        BackendCatalogue catalogue = await CatalogueOptions.ReadAsync(settings, context, cancellationToken);
        IndexSettings index = settings.Over(said);
        return new LockedFiles(catalogue, index, settings, IndexConnection.Open(index, catalogue, context, sources: settings.Sources));
    }

    /// <summary>The place that serves a package of a lock; null where the catalogue no longer knows the lock's backend.</summary>
    public IndexRoute? Route(LockHeader header, PackageName name) => _catalogue.Find(header.Backend) is { } backend
        ? IndexRouting.Router(_index, Settings.Sources, _catalogue, ChannelOf(header)).Route(name, backend)
        : null;

    /// <summary>A file of a lock as its index lists it today; what its name says alone where the index no longer does, or never did.</summary>
    /// <exception cref="LttException">The index cannot be read.</exception>
    public async Task<DistributionFile> FindAsync(LockHeader header, LockedPackage package, CancellationToken cancellationToken)
    {
        Uri url = AddressText.Parse(package.Url);
        if (Route(header, package.Name) is { } route && Source(route) is { } source && await source.FindAsync(package.Name, cancellationToken) is { } listing
            && listing.Files.FirstOrDefault(file => file.Url == url) is { } listed)
        {
            return listed;
        }

        DistributionKind kind = DistributionKind.Of(package.FileName, package.Name)
            ?? throw new LttException(new Diagnostic(DiagnosticCode.InvalidLock, Severity.Error, $"`{package.FileName}` is neither a wheel nor an sdist of `{package.Name}`"));
        return new DistributionFile { Kind = kind, Url = url, Sha256 = package.Sha256, Size = package.Size };
    }

    /// <summary>The METADATA of a file of a lock.</summary>
    /// <exception cref="LttException">It cannot be had, or is invalid.</exception>
    public async Task<CoreMetadata> MetadataAsync(LockHeader header, LockedPackage package, CancellationToken cancellationToken)
    {
        DistributionFile file = await FindAsync(header, package, cancellationToken);
        string text = await Connection.Client.ReadMetadataAsync(file, cancellationToken);
        return CoreMetadata.TryParse(text, out CoreMetadata? metadata, out Text.ParseError? error)
            ? metadata
            : throw new LttException(new Diagnostic(DiagnosticCode.InvalidMetadata, Severity.Error, $"the METADATA of `{package.FileName}` is invalid: {error.Message}"));
    }

    public void Dispose() => Connection.Dispose();

    // Which of the pages for single torches has a file, the lock does not say.
    private IPackageSource? Source(IndexRoute route) => route switch
    {
        IndexRoute.Simple simple => Connection.Source(simple),
        IndexRoute.FindLinks { NeedsTorch: false } links => Connection.Page(links.PagesFor([])[0]),
        _ => null,
    };

    // A lock's header keeps the options that `ltt lock` chose the channel by.
    private Channel ChannelOf(LockHeader header)
    {
        const string Option = "channel=";
        string? name = header.Options.FirstOrDefault(option => option.StartsWith(Option, StringComparison.Ordinal))?[Option.Length..];
        return ChannelChoice.Of(_catalogue, name, header.Options.Contains("pre"));
    }
}
