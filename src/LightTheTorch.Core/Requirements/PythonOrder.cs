using LightTheTorch.Versions;

namespace LightTheTorch.Requirements;

/// <summary>Values of <c>python_version</c>, in the order of versions: <c>3.9</c> before <c>3.10</c>.</summary>
internal static class PythonOrder
{
    public static string[] Sort(IEnumerable<string> versions) => [.. versions.Distinct(StringComparer.Ordinal).OrderBy(Parse)];

    /// <summary>Splits ascending versions where a minor version is missing: <c>3.9 3.10 3.12</c> into <c>3.9 3.10</c> and <c>3.12</c>.</summary>
    public static List<string[]> Runs(IReadOnlyList<string> ascending, Func<string, string, bool> follows)
    {
        List<string[]> runs = [];
        List<string> run = [];
        foreach (string version in ascending)
        {
            if (run.Count > 0 && !follows(run[^1], version))
            {
                runs.Add([.. run]);
                run.Clear();
            }

            run.Add(version);
        }

        if (run.Count > 0) runs.Add([.. run]);
        return runs;
    }

    /// <summary>Whether no minor version can lie between the two.</summary>
    public static bool IsNextMinor(string version, string next) =>
        Parse(version) is { Release: [var major, var minor] } && Parse(next) is { Release: [var nextMajor, var nextMinor] }
        && major == nextMajor && minor.Next() == nextMinor;

    private static PyVersion? Parse(string text) => PyVersion.TryParse(text, out PyVersion? version) ? version : null;
}
