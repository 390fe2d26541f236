using System.Collections.Concurrent;
using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Versions;

namespace LightTheTorch.Resolution.Facts;

/// <summary>
/// Goes ahead of the solver: guesses which version a requirement will bring, asks for its page and its METADATA, and follows what that requires in
/// turn. So a slow index is asked in as many rounds as the graph is deep, and not for one package after the other. Nothing waits for it, and nothing
/// looks at what it found: the solver asks again, and the source answers from memory. So the answer does not depend on timing.
/// </summary>
/// <param name="request">The question.</param>
/// <param name="tables">Know the sources.</param>
/// <param name="rules">Say which requirements count.</param>
/// <param name="knowledge">Says which files are given by URL.</param>
/// <param name="solve">Ends with the solve.</param>
internal sealed class Scout(ResolutionRequest request, VersionTables tables, DependencyRules rules, Knowledge knowledge, CancellationToken solve)
{
    // Guesses on guesses: deep enough for any real graph, and a hostile index cannot lead it on for ever.
    private const int Depth = 24;
    private const int MostPackages = 4096;

    private readonly ConcurrentDictionary<(PackageName Name, PyVersion Version, ExtraName? Extra), bool> _seen = [];
    private int _count;

    /// <summary>The solver has to meet these requirements.</summary>
    public void Follow(ImmutableArray<Dependency> dependencies) => Follow(dependencies, 0);

    private void Follow(ImmutableArray<Dependency> dependencies, int depth)
    {
        foreach (Dependency dependency in dependencies) _ = FollowAsync(dependency, depth);
    }

    private async Task FollowAsync(Dependency dependency, int depth)
    {
        PackageName name = dependency.Requirement.Name;
        if (depth == Depth || dependency.Requirement.Url is not null || knowledge.IsGivenByUrl(name)) return;
        try
        {
            VersionTable table = await tables.LookAsync(name, solve);
            // Other METADATA than that which lies beside its file costs more than a guess on a guess is worth.
            if (Guess(table, dependency.Requirement) is not { File: { } file } guess || (depth > 0 && !file.HasMetadata)) return;
            bool isNew = IsNew(guess, null);
            ImmutableArray<ExtraName> extras = [.. dependency.Extras.Where(extra => IsNew(guess, extra))];
            if (!isNew && extras.IsEmpty) return;
            CoreMetadata metadata = await tables.Source(name).ReadMetadataAsync(file, solve);
            if (isNew) Follow(rules.Of(metadata), depth + 1);
            foreach (ExtraName extra in extras) Follow(rules.Of(metadata, extra), depth + 1);
        }
        catch (Exception failure) when (failure is LttException or OperationCanceledException)
        {
            // The solver's to meet, if it ever asks.
        }

        bool IsNew(RankedVersion guess, ExtraName? extra) => _seen.TryAdd((name, guess.Version, extra), true) && Interlocked.Increment(ref _count) <= MostPackages;
    }

    private RankedVersion? Guess(VersionTable table, Requirement requirement)
    {
        IEnumerable<RankedVersion> fitting = table.Ranked.Where(Fits);
        if (request.Preferences.TryGetValue(table.Name, out PyVersion? kept) && fitting.Where(version => ResolutionRequest.Distance(version.Version, kept) < 2).MinBy(version => ResolutionRequest.Distance(version.Version, kept)) is { } same) return same;
        if (request.PrefersLowest(table.Name)) return fitting.FirstOrDefault();
        for (int i = table.Ranked.Length - 1; i >= 0; i--) if (Fits(table.Ranked[i])) return table.Ranked[i];
        return null;

        bool Fits(RankedVersion version) => version is { File.IsWheel: true, Yanked: null, Version.IsPrerelease: false } && requirement.Specifier.Contains(version.Version);
    }
}
