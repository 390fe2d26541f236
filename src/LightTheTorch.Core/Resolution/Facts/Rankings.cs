using System.Collections.Concurrent;
using LightTheTorch.Index;
using LightTheTorch.Targets;
using LightTheTorch.Wheels;

namespace LightTheTorch.Resolution.Facts;

/// <summary>
/// What was judged already. What a page is worth depends on platform and Python and not on the backend, so targets that share an index share the
/// judgement; and one that is asked often, for hints or for what others can share, is judged once. Safe for concurrent calls.
/// </summary>
public sealed class Rankings
{
    private readonly ConcurrentDictionary<(Platform Platform, PythonVersion Python), SupportedTags> _tags = new();

    // Judging the files of a long page takes time: who comes second waits for the first.
    private readonly ConcurrentDictionary<(Platform Platform, PythonVersion Python, ProjectListing Listing, DateTimeOffset? ExcludeNewer, bool AllowsBuild), Lazy<RankedPage>> _pages = new();

    internal SupportedTags Tags(Target target) => _tags.GetOrAdd((target.Platform, target.Python), static key => SupportedTags.For(key.Platform, key.Python));

    /// <param name="target">For whom.</param>
    /// <param name="options">What the user asked for; of it counts what a rank depends on.</param>
    /// <param name="listing">The page; one with other files is another.</param>
    /// <param name="rank">Judges it.</param>
    internal RankedPage GetOrAdd(Target target, ResolutionOptions options, ProjectListing listing, Func<RankedPage> rank) =>
        _pages.GetOrAdd((target.Platform, target.Python, listing, options.ExcludeNewer, options.AllowBuild.Contains(listing.Name)), _ => new Lazy<RankedPage>(rank)).Value;
}
