using System.Collections.Immutable;
using System.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Targets;
using LightTheTorch.Versions;
using LightTheTorch.Wheels;

namespace LightTheTorch.Resolution.Facts;

/// <summary>Judges the files of projects for one target.</summary>
/// <param name="target">For whom.</param>
/// <param name="options">What the user asked for.</param>
/// <param name="allowed">The files that the user allows.</param>
/// <param name="rankings">What was judged before.</param>
internal sealed class VersionRanker(Target target, ResolutionOptions options, AllowedFiles allowed, Rankings rankings)
{
    private readonly SupportedTags _tags = rankings.Tags(target);

    /// <param name="name">The project.</param>
    /// <param name="source">Its index, as messages name it.</param>
    /// <param name="listing">Its page; null if there is none.</param>
    /// <param name="urls">Requirements that name a file of it by URL.</param>
    public VersionTable Rank(PackageName name, string source, ProjectListing? listing, ImmutableArray<Requirement> urls)
    {
        RankedPage page = listing is null ? RankedPage.None
            : allowed.Bind(name) ? RankPage(listing)
            : rankings.GetOrAdd(target, options, listing, () => RankPage(listing));
        ImmutableArray<RankedVersion> named = [.. urls.Select(FromUrl).OfType<RankedVersion>()];
        return new VersionTable(name, source, listing, named.IsEmpty ? page : new RankedPage([.. page.Ranked, .. named], page.HasVariants));
    }

    private RankedPage RankPage(ProjectListing listing)
    {
        List<RankedVersion> ranked = [];
        ProjectListing files = allowed.Of(listing);
        CandidateList list = CandidateList.For(files, _tags, target.Python, options.ExcludeNewer);
        HashSet<PyVersion> withWheels = [.. files.Files.Where(static file => file.IsWheel).Select(static file => file.Version)];
        foreach (Candidate candidate in list.Candidates)
        {
            bool hopeless = candidate.IsSdist && withWheels.Contains(candidate.Version) && !options.AllowBuild.Contains(listing.Name);
            ranked.Add(new RankedVersion(candidate.Version, hopeless ? null : candidate.File, hopeless ? new Exclusion.NoWheel() : null, candidate.File.Yanked));
        }

        ranked.AddRange(list.Rejected.Select(static rejected => new RankedVersion(rejected.Version, null, ExclusionOf(rejected))));
        if (files != listing)
            ranked.AddRange(listing.Files.Select(static file => file.Version).Except(files.Files.Select(static file => file.Version)).Select(static version => new RankedVersion(version, null, new Exclusion.OtherHash())));

        ranked.Sort(static (left, right) => left.Version.CompareTo(right.Version));
        return new RankedPage([.. ranked], listing.Files.Any(static file => file.VariantLabel is not null));
    }

    // The target must be able to use the file, but no rule of an index applies. Null if the URL names no file that could be installed.
    private RankedVersion? FromUrl(Requirement requirement)
    {
        if (UrlFile.Of(requirement) is not { } file) return null;
        CandidateList list = CandidateList.For(new ProjectListing(requirement.Name, [file]), _tags, target.Python);
        return list.Candidates.IsEmpty
            ? new RankedVersion(file.Version, null, ExclusionOf(list.Rejected[0]), Url: requirement.Url)
            : new RankedVersion(file.Version, file, null, Url: requirement.Url);
    }

    private static Exclusion ExclusionOf(RejectedVersion rejected) => rejected.Reason switch
    {
        RejectionReason.NoWheelForTarget or RejectionReason.OnlyVariants => new Exclusion.NoWheel(),
        RejectionReason.RequiresPython => new Exclusion.OtherPython(
            rejected.Files.Select(static file => file.RequiresPythonText).FirstOrDefault(static text => text is not null) ?? ""),
        RejectionReason.TooNew => new Exclusion.TooNew(),
        _ => throw new UnreachableException(),
    };
}
