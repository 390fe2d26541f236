using System.Collections.Concurrent;
using System.Collections.Immutable;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Requirements;

namespace LightTheTorch.Resolution.Facts;

/// <summary>The version tables of one target; they outlive a solve that has to start again. Safe for concurrent calls.</summary>
/// <param name="router">The one index that may serve a name.</param>
/// <param name="ranker">Knows what the target accepts.</param>
internal sealed class VersionTables(Func<PackageName, IPackageSource> router, VersionRanker ranker)
{
    // Judging the files of a long page takes time: who comes second waits for the first.
    private readonly ConcurrentDictionary<(PackageName Name, int Urls), Lazy<VersionTable>> _tables = [];

    public IPackageSource Source(PackageName name) => router(name);

    /// <summary>In the order of <paramref name="names"/>; the indexes are asked side by side.</summary>
    public async ValueTask<ImmutableArray<VersionTable>> LoadAsync(ImmutableArray<PackageName> names, Knowledge knowledge, CancellationToken cancellationToken)
    {
        // A file that the user names by URL need not be on any index, and no index shall learn its name.
        ImmutableArray<Task<VersionTable>> pending = [.. names.Select(name => LoadAsync(name, knowledge.Urls(name), !knowledge.IsGivenByUrl(name), cancellationToken))];
        return [.. await Task.WhenAll(pending)];
    }

    /// <summary>What the index has of a project, without files that are named by URL.</summary>
    public Task<VersionTable> LookAsync(PackageName name, CancellationToken cancellationToken) => LoadAsync(name, [], isListed: true, cancellationToken);

    private async Task<VersionTable> LoadAsync(PackageName name, ImmutableArray<Requirement> urls, bool isListed, CancellationToken cancellationToken)
    {
        if (_tables.TryGetValue((name, urls.Length), out Lazy<VersionTable>? known)) return known.Value;
        IPackageSource source = router(name);
        ProjectListing? listing = isListed ? await source.FindAsync(name, cancellationToken) : null;
        return _tables.GetOrAdd((name, urls.Length), _ => new Lazy<VersionTable>(() => ranker.Rank(name, source.DisplayName, listing, urls))).Value;
    }
}
