namespace LightTheTorch.Requirements;

/// <summary>Markers for sets of environments too many or too mixed for <see cref="MarkerSearch"/>: right, and short if not always shortest.</summary>
internal static class MarkerCover
{
    /// <param name="all">All environments, at least one of them not wanted.</param>
    /// <param name="wanted">Some of them, at least one.</param>
    /// <param name="distinguish">The same task, asked for machines alone or for Pythons alone.</param>
    public static Marker Find(
        IReadOnlyList<MarkerTraits> all, HashSet<MarkerTraits> wanted, Func<IReadOnlyList<MarkerTraits>, HashSet<MarkerTraits>, Marker?> distinguish)
    {
        if (all.All(traits => traits == traits.OnlyPython)) return Pythons(all, wanted);
        if (all.All(traits => traits == traits.WithoutPython)) return Machines(wanted);
        Marker byMachine = Grouped(all, wanted, traits => traits.WithoutPython, traits => traits.OnlyPython, distinguish);
        Marker byPython = Grouped(all, wanted, traits => traits.OnlyPython, traits => traits.WithoutPython, distinguish);
        return Count(byPython) < Count(byMachine) ? byPython : byMachine;
    }

    // One alternative for all values of one side that go with the same values of the other side.
    private static Marker Grouped(
        IReadOnlyList<MarkerTraits> all,
        HashSet<MarkerTraits> wanted,
        Func<MarkerTraits, MarkerTraits> side,
        Func<MarkerTraits, MarkerTraits> other,
        Func<IReadOnlyList<MarkerTraits>, HashSet<MarkerTraits>, Marker?> distinguish)
    {
        MarkerTraits[] sides = [.. all.Select(side).Distinct()];
        MarkerTraits[] others = [.. all.Select(other).Distinct()];
        List<(HashSet<MarkerTraits> Sides, HashSet<MarkerTraits> Others)> groups = [];
        foreach (MarkerTraits value in sides)
        {
            HashSet<MarkerTraits> partners = [.. all.Where(traits => side(traits) == value && wanted.Contains(traits)).Select(other)];
            if (partners.Count == 0) continue;
            if (groups.Find(group => group.Others.SetEquals(partners)) is { Sides: { } same }) same.Add(value);
            else groups.Add(([value], partners));
        }

        return Marker.AnyOf([.. groups.Select(group => Marker.AllOf(
            [.. new[] { distinguish(sides, group.Sides), distinguish(others, group.Others) }.OfType<Marker>()]))]);
    }

    private static Marker Machines(HashSet<MarkerTraits> wanted) => Marker.AnyOf(
    [
        .. wanted.GroupBy(traits => traits.SysPlatform).OrderBy(system => system.Key, StringComparer.Ordinal).Select(system => Marker.AllOf(
            MarkerTraits.Compare("sys_platform", "==", system.Key),
            Marker.AnyOf([.. system.OrderBy(traits => traits.PlatformMachine, StringComparer.Ordinal).Select(Machine)]))),
    ]);

    private static Marker Machine(MarkerTraits traits) => Marker.AllOf(
        MarkerTraits.Compare("platform_machine", "==", traits.PlatformMachine), MarkerTraits.Compare("implementation_name", "==", traits.ImplementationName));

    // Runs of versions that are neighbours in the list.
    private static Marker Pythons(IReadOnlyList<MarkerTraits> all, HashSet<MarkerTraits> wanted)
    {
        string[] listed = PythonOrder.Sort(all.Select(traits => traits.PythonVersion));
        string[] inside = PythonOrder.Sort(wanted.Select(traits => traits.PythonVersion));
        return Marker.AnyOf([.. PythonOrder.Runs(inside, (version, next) => Array.IndexOf(listed, next) == Array.IndexOf(listed, version) + 1).Select(run => Run(listed, run))]);
    }

    private static Marker Run(string[] listed, string[] run)
    {
        if (run.Length == 1) return MarkerTraits.Compare("python_version", "==", run[0]);
        List<Marker> bounds = [];
        if (run[0] != listed[0]) bounds.Add(MarkerTraits.Compare("python_version", ">=", run[0]));
        if (run[^1] != listed[^1]) bounds.Add(MarkerTraits.Compare("python_version", "<=", run[^1]));
        return Marker.AllOf(bounds);
    }

    private static int Count(Marker marker) => marker switch
    {
        Marker.Or or => or.Terms.Sum(Count),
        Marker.And and => and.Terms.Sum(Count),
        _ => 1,
    };
}
