using System.Collections.Concurrent;
using System.Collections.Immutable;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Targets;
using LightTheTorch.Wheels;

namespace LightTheTorch.Resolution.Facts;

/// <summary>
/// What was judged already. A target that is asked often, for hints or for what others can share, has its candidates ranked once. Safe for concurrent
/// calls.
/// </summary>
internal sealed class Rankings
{
    private readonly ConcurrentDictionary<Target, SupportedTags> _tags = new();
    private readonly ConcurrentDictionary<(Target Target, PackageName Name, DateTimeOffset? ExcludeNewer, bool AllowsBuild), (ProjectListing Listing, ImmutableArray<RankedVersion> Ranked)> _pages = new();

    public SupportedTags Tags(Target target) => _tags.GetOrAdd(target, static target => SupportedTags.For(target.Platform, target.Python));

    /// <param name="target">For whom.</param>
    /// <param name="options">What the user asked for; of it counts what a rank depends on.</param>
    /// <param name="listing">The page; another object is another page.</param>
    /// <param name="rank">Judges it.</param>
    public ImmutableArray<RankedVersion> GetOrAdd(Target target, ResolutionOptions options, ProjectListing listing, Func<ImmutableArray<RankedVersion>> rank)
    {
        (Target, PackageName, DateTimeOffset?, bool) key = (target, listing.Name, options.ExcludeNewer, options.AllowBuild.Contains(listing.Name));
        if (_pages.TryGetValue(key, out (ProjectListing Listing, ImmutableArray<RankedVersion> Ranked) known) && ReferenceEquals(known.Listing, listing)) return known.Ranked;
        ImmutableArray<RankedVersion> ranked = rank();
        _pages[key] = (listing, ranked);
        return ranked;
    }
}
