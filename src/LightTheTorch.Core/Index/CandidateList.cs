using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Targets;
using LightTheTorch.Versions;
using LightTheTorch.Wheels;

namespace LightTheTorch.Index;

/// <summary>What one target can take of a project: one file for each version, as pip would choose it, newest version first.</summary>
public sealed class CandidateList
{
    private CandidateList(PackageName name, ImmutableArray<Candidate> candidates, ImmutableArray<RejectedVersion> rejected, bool lacksUploadTimes)
    {
        Name = name;
        Candidates = candidates;
        Rejected = rejected;
        LacksUploadTimes = lacksUploadTimes;
    }

    public PackageName Name { get; }

    /// <summary>Newest first; pre-releases and yanked versions among them.</summary>
    public ImmutableArray<Candidate> Candidates { get; }

    /// <summary>The versions that cannot be taken, newest first.</summary>
    public ImmutableArray<RejectedVersion> Rejected { get; }

    /// <summary>A bound on the upload time was given, and files without one stayed: worth a warning.</summary>
    public bool LacksUploadTimes { get; }

    /// <summary>Chooses among the files of a page.</summary>
    /// <param name="listing">The page.</param>
    /// <param name="tags">The tags of <paramref name="python"/> on the target's platform.</param>
    /// <param name="python">Compared with each file's Requires-Python.</param>
    /// <param name="excludeNewer">Files uploaded at or after this instant do not exist; those without a time stay.</param>
    public static CandidateList For(ProjectListing listing, SupportedTags tags, PythonVersion python, DateTimeOffset? excludeNewer = null)
    {
        List<Candidate> candidates = [];
        List<RejectedVersion> rejected = [];
        bool lacksUploadTimes = false;
        foreach (IGrouping<PyVersion, DistributionFile> version in listing.Files.GroupBy(file => file.Version).OrderByDescending(group => group.Key))
        {
            RejectionReason reason = RejectionReason.OnlyVariants;
            Candidate? best = null;
            foreach (DistributionFile file in version)
            {
                int? rank = file.Kind is DistributionKind.Wheel wheel ? tags.Rank(wheel.Name) : null;
                if (Reject(file, rank, python, excludeNewer) is { } why)
                {
                    if (Nearness(why) > Nearness(reason)) reason = why;
                    continue;
                }

                lacksUploadTimes |= excludeNewer is not null && file.UploadTime is null;
                Candidate candidate = new(version.Key, file, rank);
                if (best is null || IsBetter(candidate, best)) best = candidate;
            }

            if (best is not null) candidates.Add(best);
            else rejected.Add(new RejectedVersion(version.Key, reason, [.. version]));
        }

        return new CandidateList(listing.Name, [.. candidates], [.. rejected], lacksUploadTimes);
    }

    private static RejectionReason? Reject(DistributionFile file, int? rank, PythonVersion python, DateTimeOffset? excludeNewer)
    {
        if (file.VariantLabel is not null) return RejectionReason.OnlyVariants;
        if (file.IsWheel && rank is null) return RejectionReason.NoWheelForTarget;
        if (file.RequiresPython is { } pythons && !pythons.Contains(python.FullVersion)) return RejectionReason.RequiresPython;
        return file.UploadTime >= excludeNewer ? RejectionReason.TooNew : null;
    }

    private static int Nearness(RejectionReason reason) => reason switch
    {
        RejectionReason.OnlyVariants => 0,
        RejectionReason.NoWheelForTarget => 1,
        RejectionReason.RequiresPython => 2,
        _ => 3,
    };

    // pip's order within a version: not yanked, wheels, the better tag, the higher build. Then what leaves nothing to the order of the page:
    // the name, a known hash, the address.
    private static bool IsBetter(Candidate left, Candidate right)
    {
        int order = left.IsYanked.CompareTo(right.IsYanked);
        if (order == 0) order = (left.TagRank ?? int.MaxValue).CompareTo(right.TagRank ?? int.MaxValue);
        if (order == 0) order = Nullable.Compare(Build(right), Build(left));
        if (order == 0) order = string.CompareOrdinal(left.File.FileName, right.File.FileName);
        if (order == 0) order = (left.File.Sha256 is null).CompareTo(right.File.Sha256 is null);
        return (order != 0 ? order : string.CompareOrdinal(left.File.Url.AbsoluteUri, right.File.Url.AbsoluteUri)) < 0;
    }

    private static BuildTag? Build(Candidate candidate) => (candidate.File.Kind as DistributionKind.Wheel)?.Name.Build;
}
