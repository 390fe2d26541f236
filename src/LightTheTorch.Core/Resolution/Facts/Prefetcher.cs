using System.Collections.Immutable;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Resolution.Solving;

namespace LightTheTorch.Resolution.Facts;

/// <summary>
/// Starts to read METADATA that the solver will probably ask for, so that the answers of a slow index overlap. Nothing waits for it and nothing
/// looks at what it found: the solver asks again, and the source answers from memory. So the answer does not depend on timing.
/// </summary>
internal sealed class Prefetcher(VersionTables tables)
{
    private readonly HashSet<(PackageName Name, int Version)> _asked = [];

    /// <summary>The newest fitting version of each dependency.</summary>
    public void Fetch(ImmutableArray<Dependency> dependencies, Universe universe, CancellationToken cancellationToken)
    {
        foreach (Dependency dependency in dependencies)
        {
            PackageName name = dependency.Requirement.Name;
            ImmutableArray<RankedVersion> candidates = universe.Table(name).Ranked;
            CandidateSet fitting = universe.Fitting(universe.Project(name, []), dependency.Requirement);
            int version = fitting.Members().LastOrDefault(i => candidates[i] is { File.IsWheel: true, Yanked: null, Version.IsPrerelease: false }, -1);
            if (version >= 0 && _asked.Add((name, version))) Start(name, candidates[version].File!, cancellationToken); // it has a wheel
        }
    }

    // A failure is the solver's to meet, if it ever asks.
    private void Start(PackageName name, DistributionFile file, CancellationToken cancellationToken)
    {
        IPackageSource source = tables.Source(name);
        Task<CoreMetadata> task = Task.Run(() => source.ReadMetadataAsync(file, cancellationToken).AsTask(), cancellationToken);
        _ = task.ContinueWith(
            static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }
}
