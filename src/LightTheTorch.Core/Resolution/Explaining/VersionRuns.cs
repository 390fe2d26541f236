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
    public static string Describe(SolverPackage package, CandidateSet versions, CandidateSet? outOf = null)
    {
        CandidateSet all = outOf ?? package.All;
        if (package.Kind is PackageKind.Root or PackageKind.Python) return package.ToString();
        if (all.IsSubsetOf(versions) && package.All.Equals(all) && package.Versions.Length > 1) return $"every version of `{package}`";
        List<(PyVersion First, PyVersion Last)> runs = Runs(package, versions, all);
        string text = runs.Count <= MostRuns
            ? string.Join(" and ", runs.Select(static run => run.First == run.Last ? $"{run.First}" : $"{run.First} to {run.Last}"))
            : $"{runs[0].First} to {runs[^1].Last} ({versions.Count} of the versions between)";
        return $"`{package}` {text}";
    }

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
