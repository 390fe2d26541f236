using LightTheTorch.Resolution.Solving;
using LightTheTorch.Versions;

namespace LightTheTorch.Resolution.Explaining;

/// <summary>Writes sets of versions as people do: <c>torch 2.6.0 to 2.7.1</c>. Only versions that exist count, so gaps that nobody published do not show.</summary>
internal static class VersionRuns
{
    private const int MostRuns = 3;

    /// <param name="package">Whose versions they are.</param>
    /// <param name="versions">Not empty.</param>
    /// <param name="outOf">The versions that the talk is about; others do not interrupt a run.</param>
    /// <returns>The subject of a sentence, and whether its verb is plural.</returns>
    public static (string Text, bool IsMany) Describe(SolverPackage package, CandidateSet versions, CandidateSet? outOf = null)
    {
        CandidateSet all = outOf ?? package.All;
        int count = versions.Count;
        if (package.All.IsSubsetOf(versions) && count > 1) return ($"every version of `{package}`", false);
        if (all.IsSubsetOf(versions) && count > 1) return ($"every version of `{package}` that could be used", false);
        List<(PyVersion First, PyVersion Last)> runs = Runs(package, versions, all);
        string text = runs.Count <= MostRuns
            ? string.Join(" and ", runs.Select(static run => IsOne(run) ? $"{run.Last}" : $"{run.First} to {run.Last}"))
            : $"{runs[0].First} to {runs[^1].Last} ({count} of these versions)";
        return ($"`{package}` {text}", runs.Count > 1 || !IsOne(runs[0]));
    }

    // Builds of one version, 2.8.0 and 2.8.0+cpu, are one to a reader.
    private static bool IsOne((PyVersion First, PyVersion Last) run) => run.First.Public == run.Last.Public;

    private static List<(PyVersion First, PyVersion Last)> Runs(SolverPackage package, CandidateSet versions, CandidateSet all)
    {
        List<(PyVersion First, PyVersion Last)> runs = [];
        bool open = false;
        foreach (int i in all.Union(versions).Members())
        {
            bool inside = versions.Contains(i);
            if (inside && open) runs[^1] = (runs[^1].First, package.Versions[i]);
            else if (inside) runs.Add((package.Versions[i], package.Versions[i]));
            open = inside;
        }

        return runs;
    }
}
