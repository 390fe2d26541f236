using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.Names;

namespace LightTheTorch.Resolution.Facts;

/// <summary>
/// Reads METADATA of a package that the solver walks back through before it asks, so that the answers of a slow index overlap. As with the
/// <see cref="Scout"/>, nothing waits for it and nothing looks at what it found.
/// </summary>
/// <param name="tables">Know the sources.</param>
/// <param name="solve">Ends with the solve.</param>
internal sealed class Prefetcher(VersionTables tables, CancellationToken solve)
{
    // Most packages are right at once or at the second try: from the third on it looks like a walk.
    private const int FirstOfWalk = 3;
    private const int FirstBatch = 4;
    private const int LargestBatch = 32;

    private readonly HashSet<(PackageName Name, int Version)> _asked = [];
    private readonly Dictionary<PackageName, (int Tried, int Batch)> _walks = [];

    /// <summary>
    /// A version of a package is tried that was not tried before. When it is one of many, those that come next are read as well: in batches, each
    /// twice the size of the one before, up to a limit, the next when the last one is used up. Only METADATA that lies beside its file, for the
    /// other kind costs more than it is likely to save.
    /// </summary>
    /// <param name="table">The package.</param>
    /// <param name="version">The version that is tried.</param>
    /// <param name="next">Those that would come after it.</param>
    public void WalkBack(VersionTable table, int version, Func<IEnumerable<int>> next)
    {
        (int tried, int batch) = _walks.GetValueOrDefault(table.Name, (0, FirstBatch));
        tried++;
        if (_asked.Add((table.Name, version)) && tried >= FirstOfWalk)
        {
            foreach (int ahead in next().Where(i => table.Ranked[i].File is { IsWheel: true, HasMetadata: true }).Take(batch - 1))
            {
                if (_asked.Add((table.Name, ahead))) _ = StartAsync(table.Name, table.Ranked[ahead].File!); // it has a wheel
            }

            batch = Math.Min(2 * batch, LargestBatch);
        }

        _walks[table.Name] = (tried, batch);
    }

    private async Task StartAsync(PackageName name, DistributionFile file)
    {
        try
        {
            await tables.Source(name).ReadMetadataAsync(file, solve);
        }
        catch (Exception failure) when (failure is LttException or OperationCanceledException)
        {
            // The solver's to meet, if it ever asks.
        }
    }
}
