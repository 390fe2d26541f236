using System.Collections.Immutable;

namespace LightTheTorch.Versions;

/// <summary>Writes a set of versions for people: one range with what is left out of it, or several ranges.</summary>
internal static class VersionSetText
{
    public static string Write(VersionSet set)
    {
        if (set.IsEmpty) return "no version";
        if (set.IsAll) return "any version";
        List<(VersionCut? Low, VersionCut? High)> intervals = Intervals(set.BeginsInside, set.Cuts);
        return Holes(intervals) is { } holes
            ? string.Join(", ", [.. Range(intervals[0].Low, intervals[^1].High), .. holes])
            : string.Join(" or ", intervals.Select(i => string.Join(", ", Range(i.Low, i.High))));
    }

    private static List<(VersionCut? Low, VersionCut? High)> Intervals(bool beginsInside, ImmutableArray<VersionCut> cuts)
    {
        List<(VersionCut?, VersionCut?)> intervals = [];
        if (beginsInside) intervals.Add((null, cuts[0]));
        for (int i = beginsInside ? 1 : 0; i < cuts.Length; i += 2) intervals.Add((cuts[i], i + 1 < cuts.Length ? cuts[i + 1] : null));
        return intervals;
    }

    // `!=1.5` and `!=1.5.*` read better than two ranges, if all gaps are of that kind.
    private static List<string>? Holes(List<(VersionCut? Low, VersionCut? High)> intervals)
    {
        List<string> holes = [];
        for (int i = 1; i < intervals.Count; i++)
        {
            if (intervals[i - 1].High is not { } low || intervals[i].Low is not { } high || Single(low, high) is not { } hole) return null;
            holes.Add("!=" + hole);
        }

        return holes;
    }

    private static IEnumerable<string> Range(VersionCut? low, VersionCut? high)
    {
        if (low is { } a && high is { } b && Single(a, b) is { } only)
        {
            yield return "==" + only;
            yield break;
        }

        if (low is { } from) yield return Lower(from);
        if (high is { } to) yield return Upper(to);
    }

    // The version, or the prefix with a star, that the two cuts enclose.
    private static string? Single(VersionCut low, VersionCut high)
    {
        if (low.Place != CutPlace.Before) return null;
        PyVersion version = low.Version;
        if (high.Equals(VersionCut.After(version)) || (!version.HasLocal && high.Equals(VersionCut.AfterLocals(version)))) return version.ToString();
        if (!IsFirstOfRelease(version) || !high.Equals(NextPrefix(version))) return null;
        return version.With(null, null, null) + ".*";
    }

    private static VersionCut NextPrefix(PyVersion version) => Specifier.BeforeNextPrefix(version.Epoch, version.Release.AsSpan());

    private static bool IsFirstOfRelease(PyVersion version) =>
        version is { Pre: null, Post: null, Dev: { IsZero: true }, HasLocal: false };

    private static string Lower(VersionCut cut) => cut.Place switch
    {
        CutPlace.Before when BehindLocals(cut.Version) is { } last => ">" + last,
        CutPlace.Before => ">=" + cut.Version,
        _ => ">" + cut.Version,
    };

    private static string Upper(VersionCut cut) => cut.Place switch
    {
        CutPlace.Before when BehindLocals(cut.Version) is { } last => "<=" + last,
        CutPlace.Before when IsFirstOfRelease(cut.Version) => "<" + cut.Version.With(null, null, null),
        CutPlace.Before => "<" + cut.Version,
        _ => "<=" + cut.Version,
    };

    // V.post0.dev0 is the first version behind V and its local builds.
    private static PyVersion? BehindLocals(PyVersion version) => version switch
    {
        { Post: { IsZero: true }, Dev: { IsZero: true }, HasLocal: false } => version.With(version.Pre, null, null),
        { Post: { } post, Dev: { IsZero: true }, HasLocal: false } => version.With(version.Pre, post.Previous(), null),
        _ => null,
    };
}
