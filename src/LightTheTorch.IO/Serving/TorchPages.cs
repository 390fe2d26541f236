using System.Collections.Immutable;
using LightTheTorch.Hardware;
using LightTheTorch.Index;
using LightTheTorch.IO.Cache;
using LightTheTorch.Names;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.IO.Serving;

/// <summary>
/// The pages of PyTorch's names: those of the allowed backends made one, without what the machine cannot run. Nothing is asked of any index, and
/// nothing of the machine, before the first of these names is needed.
/// </summary>
public sealed class TorchPages : IDisposable
{
    private static readonly PackageName s_torch = PackageName.Parse("torch");

    private readonly BackendCatalogue _catalogue;
    private readonly Func<PackageName, Backend, IndexRoute> _route;
    private readonly Func<IndexRoute, IPackageSource> _source;
    private readonly Func<CancellationToken, Task<BuildOffer>> _offer;
    private readonly SharedTasks<PackageName, ImmutableArray<DistributionFile>> _pages = new();
    private readonly SharedTasks<int, Stock> _stock = new();

    /// <param name="catalogue">All backends.</param>
    /// <param name="route">Leads each backend to its index.</param>
    /// <param name="source">Reads an index; the same route gets the same source.</param>
    /// <param name="offer">Looks at the machine; called once.</param>
    public TorchPages(BackendCatalogue catalogue, Func<PackageName, Backend, IndexRoute> route, Func<IndexRoute, IPackageSource> source, Func<CancellationToken, Task<BuildOffer>> offer)
    {
        _catalogue = catalogue;
        _route = route;
        _source = source;
        _offer = offer;
    }

    /// <summary>What was offered of torch; null while nobody has asked for one of PyTorch's names.</summary>
    public ImmutableArray<BuildShelf>? Offered { get; private set; }

    /// <summary>The files of one of PyTorch's names; null for any other name. Empty when no allowed backend has it.</summary>
    /// <exception cref="Diagnostics.LttException">An index cannot be read, or nothing runs on this machine.</exception>
    public async Task<ImmutableArray<DistributionFile>?> FindAsync(PackageName name, CancellationToken cancellationToken)
    {
        if (!_catalogue.Packages.Contains(name))
        {
            if (!_catalogue.All.Any(backend => backend.Has(name))) return null;
            // A name that is one vendor's own: another machine has it from PyPI, like everything else.
            Stock stock = await StockAsync(cancellationToken);
            if (!stock.Shelves.Any(shelf => shelf.Backend.Has(name))) return null;
        }

        return await _pages.GetAsync(name, cancel => MergeAsync(name, cancel), cancellationToken);
    }

    public void Dispose()
    {
        _pages.Dispose();
        _stock.Dispose();
    }

    private Task<Stock> StockAsync(CancellationToken cancellationToken) => _stock.GetAsync(0, TakeStockAsync, cancellationToken);

    private async Task<Stock> TakeStockAsync(CancellationToken cancellationToken)
    {
        BuildOffer offer = await _offer(cancellationToken);
        (Backend Backend, ImmutableArray<DistributionFile> Files)[] pages =
            await Task.WhenAll(offer.Candidates.Select(async backend => (backend, await ListAsync(s_torch, backend, cancellationToken))));
        ImmutableArray<BuildShelf> shelves = offer.Arrange(pages.Select(page => new BackendOffer(page.Backend, [.. page.Files.Select(file => file.Version)])));
        Offered = shelves;
        return new Stock(shelves, pages.ToImmutableDictionary(page => page.Backend.Name, page => page.Files));
    }

    private async Task<ImmutableArray<DistributionFile>> MergeAsync(PackageName name, CancellationToken cancellationToken)
    {
        Stock stock = await StockAsync(cancellationToken);
        ImmutableArray<DistributionFile>[] pages = name.Equals(s_torch)
            ? [.. stock.Shelves.Select(shelf => Runnable(shelf, stock.Torch[shelf.Backend.Name]))]
            : await Task.WhenAll(stock.Shelves.Select(shelf => ListAsync(name, shelf.Backend, cancellationToken)));
        ImmutableArray<PyVersion> torch = [.. stock.Shelves.SelectMany(shelf => shelf.Torch)];
        return [.. BackendMerge.Merge(pages).Where(file => HasTorch(name, file.Version, torch))];
    }

    private static ImmutableArray<DistributionFile> Runnable(BuildShelf shelf, ImmutableArray<DistributionFile> files) =>
        [.. files.Where(file => shelf.Torch.Contains(file.Version.Public))];

    // A companion that does not name its torch is offered only where a torch that it fits is offered too.
    private bool HasTorch(PackageName name, PyVersion version, ImmutableArray<PyVersion> torch) =>
        _catalogue.Companions.FirstOrDefault(rule => rule.Package.Equals(name) && rule.Versions.Contains(version)) is not { } rule || torch.Any(rule.Torch.Contains);

    private async Task<ImmutableArray<DistributionFile>> ListAsync(PackageName name, Backend backend, CancellationToken cancellationToken) =>
        await _source(_route(name, backend)).FindAsync(name, cancellationToken) is { } listing ? listing.Files : [];

    private sealed record Stock(ImmutableArray<BuildShelf> Shelves, ImmutableDictionary<BackendName, ImmutableArray<DistributionFile>> Torch);
}
