namespace LightTheTorch.Requirements;

/// <summary>Markers that tell the environments of a lock apart, and its environments from all others.</summary>
/// <remarks>Only variables that a target fixes take part: <c>sys_platform</c>, <c>platform_machine</c>, <c>implementation_name</c>, <c>python_version</c>.</remarks>
public static class MarkerAlgebra
{
    /// <summary>Whether no marker of a lock can be true in one environment and false in the other: glibc and musl, <c>3.13</c> and <c>3.13t</c>.</summary>
    public static bool AreAlike(MarkerEnvironment left, MarkerEnvironment right) => MarkerTraits.Of(left) == MarkerTraits.Of(right);

    /// <summary>The first two environments that no marker can tell apart, by position; <see langword="null"/> if there are none.</summary>
    public static (int First, int Second)? FindAlike(IReadOnlyList<MarkerEnvironment> all)
    {
        Dictionary<MarkerTraits, int> seen = [];
        for (int i = 0; i < all.Count; i++)
        {
            if (!seen.TryAdd(MarkerTraits.Of(all[i]), i)) return (seen[MarkerTraits.Of(all[i])], i);
        }

        return null;
    }

    /// <summary>
    /// A marker that is false on the listed systems, machines and Pythons and true everywhere else. The implementation of Python takes no part:
    /// pip refuses a wheel of another one by its tag.
    /// </summary>
    /// <param name="all">At least one.</param>
    public static Marker Outside(IReadOnlyList<MarkerEnvironment> all)
    {
        // Machines with the same Pythons share a term: not one of these machines, or not one of these Pythons.
        IEnumerable<Marker> terms = Canonical(all)
            .GroupBy(traits => traits.WithoutPython)
            .GroupBy(machine => string.Join(' ', PythonOrder.Sort(machine.Select(traits => traits.PythonVersion))), machine => machine.Key)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Marker.AnyOf(OtherMachine([.. group]), OtherPython(group.Key.Split(' '))));
        return Marker.AllOf([.. terms]);
    }

    /// <summary>True on this system, machine and Python and nowhere else; like <see cref="Outside"/> it does not look at the implementation.</summary>
    public static Marker Exactly(MarkerEnvironment environment) => Marker.AllOf(
        MarkerTraits.Compare("sys_platform", "==", environment.SysPlatform),
        MarkerTraits.Compare("platform_machine", "==", environment.PlatformMachine),
        MarkerTraits.Compare("python_version", "==", environment.PythonVersion));

    internal static MarkerTraits[] Canonical(IEnumerable<MarkerEnvironment> all) =>
    [
        .. all.Select(MarkerTraits.Of).Distinct()
            .OrderBy(traits => traits.SysPlatform, StringComparer.Ordinal).ThenBy(traits => traits.PlatformMachine, StringComparer.Ordinal)
            .ThenBy(traits => traits.ImplementationName, StringComparer.Ordinal).ThenBy(traits => traits.PythonVersion, StringComparer.Ordinal),
    ];

    // Not this system, or none of its machines; and the same for every system.
    private static Marker OtherMachine(MarkerTraits[] machines) => Marker.AllOf(
    [
        .. machines.GroupBy(machine => machine.SysPlatform).Select(system => Marker.AnyOf(
            MarkerTraits.Compare("sys_platform", "!=", system.Key),
            Marker.AllOf([.. system.Select(machine => machine.PlatformMachine).Distinct().Select(machine => MarkerTraits.Compare("platform_machine", "!=", machine))]))),
    ]);

    private static Marker OtherPython(string[] pythons) => Marker.AllOf(
    [
        .. PythonOrder.Runs(pythons, PythonOrder.IsNextMinor).Select(run => run.Length < 3
            ? Marker.AllOf([.. run.Select(python => MarkerTraits.Compare("python_version", "!=", python))])
            : Marker.AnyOf(MarkerTraits.Compare("python_version", "<", run[0]), MarkerTraits.Compare("python_version", ">", run[^1]))),
    ]);
}
