using System.Collections.Immutable;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Requirements;

namespace LightTheTorch.Resolution.Facts;

/// <summary>The version tables of one target; they outlive a solve that has to start again.</summary>
/// <param name="router">The one index that may serve a name.</param>
/// <param name="ranker">Knows what the target accepts.</param>
internal sealed class VersionTables(Func<PackageName, IPackageSource> router, VersionRanker ranker)
{
    private readonly Dictionary<PackageName, (VersionTable Table, int Urls)> _tables = [];

    public IPackageSource Source(PackageName name) => router(name);

    /// <summary>In the order of <paramref name="names"/>; the indexes are asked side by side.</summary>
    public async ValueTask<ImmutableArray<VersionTable>> LoadAsync(ImmutableArray<PackageName> names, Knowledge knowledge, CancellationToken cancellationToken)
    {
        ImmutableArray<(PackageName Name, Task<VersionTable> Table)> pending = [.. names.Select(name => (name, LoadAsync(name, knowledge, cancellationToken)))];
        foreach ((PackageName name, Task<VersionTable> table) in pending) _tables[name] = (await table, knowledge.Urls(name).Length);
        return [.. names.Select(name => _tables[name].Table)];
    }

    private async Task<VersionTable> LoadAsync(PackageName name, Knowledge knowledge, CancellationToken cancellationToken)
    {
        ImmutableArray<Requirement> urls = knowledge.Urls(name);
        if (_tables.TryGetValue(name, out (VersionTable Table, int Urls) known) && known.Urls == urls.Length) return known.Table;

        // A file that the user names by URL need not be on any index, and no index shall learn its name.
        IPackageSource source = router(name);
        ProjectListing? listing = knowledge.IsGivenByUrl(name) ? null : await source.FindAsync(name, cancellationToken);
        return ranker.Rank(name, source.DisplayName, listing, urls);
    }
}
