namespace LightTheTorch.Requirements;

/// <summary>
/// Finds a marker of the fewest comparisons that is true for some of a list of environments and false for the rest. Markers are built up by
/// their number of comparisons; of those with the same answers for all environments only the first is kept, so that few remain.
/// </summary>
internal sealed class MarkerSearch
{
    /// <summary>The most environments that differ: one bit each.</summary>
    public const int Capacity = 128;

    private const int StoredSizes = 3;

    private readonly List<Formula>[] _bySize = new List<Formula>[StoredSizes + 1];
    private readonly HashSet<UInt128> _known = [];
    private readonly UInt128 _all;

    /// <param name="environments">At most <see cref="Capacity"/>, none twice.</param>
    public MarkerSearch(IReadOnlyList<MarkerTraits> environments)
    {
        _all = environments.Count == Capacity ? UInt128.MaxValue : (UInt128.One << environments.Count) - 1;
        for (int size = 0; size <= StoredSizes; size++) _bySize[size] = [];
        foreach (Marker.Compare atom in Atoms(environments))
        {
            UInt128 truth = UInt128.Zero;
            for (int i = 0; i < environments.Count; i++)
            {
                if (Holds(atom, environments[i])) truth |= UInt128.One << i;
            }

            Keep(1, new Formula(truth, atom, null, null, false));
        }

        for (int size = 2; size <= StoredSizes; size++) Grow(size);
    }

    /// <returns><see langword="null"/> if five comparisons do not do.</returns>
    public Marker? Find(UInt128 wanted)
    {
        for (int size = 1; size <= StoredSizes; size++)
        {
            if (_bySize[size].Find(formula => formula.Truth == wanted) is { } found) return found.ToMarker();
        }

        return Join(wanted, 1, 3) ?? Join(wanted, 2, 2) ?? Join(wanted, 2, 3);
    }

    // Kinder to readers first: what a machine is, then Python's, then what a machine is not.
    private static IEnumerable<Marker.Compare> Atoms(IReadOnlyList<MarkerTraits> environments)
    {
        string[] systems = [.. environments.Select(e => e.SysPlatform).Distinct().Order(StringComparer.Ordinal)];
        string[] machines = [.. environments.Select(e => e.PlatformMachine).Distinct().Order(StringComparer.Ordinal)];
        string[] implementations = [.. environments.Select(e => e.ImplementationName).Distinct().Order(StringComparer.Ordinal)];
        string[] pythons = PythonOrder.Sort(environments.Select(e => e.PythonVersion));
        foreach (string op in (string[])["==", "<", ">=", "!="])
        {
            bool ordered = op is "<" or ">=";
            if (!ordered)
            {
                foreach (string system in systems) yield return MarkerTraits.Compare("sys_platform", op, system);
                foreach (string machine in machines) yield return MarkerTraits.Compare("platform_machine", op, machine);
                foreach (string implementation in implementations) yield return MarkerTraits.Compare("implementation_name", op, implementation);
            }

            foreach (string python in pythons.Skip(ordered ? 1 : 0)) yield return MarkerTraits.Compare("python_version", op, python);
        }
    }

    private static bool Holds(Marker.Compare atom, MarkerTraits environment) => atom.Left.Text switch
    {
        "sys_platform" => (environment.SysPlatform == atom.Right.Text) == (atom.Operator == "=="),
        "platform_machine" => (environment.PlatformMachine == atom.Right.Text) == (atom.Operator == "=="),
        "implementation_name" => (environment.ImplementationName == atom.Right.Text) == (atom.Operator == "=="),
        _ => MarkerComparison.HoldsForText("python_version", environment.PythonVersion, atom.Operator, atom.Right.Text),
    };

    private void Grow(int size)
    {
        for (int left = 1; left <= size / 2; left++)
        {
            foreach (Formula a in _bySize[left])
            {
                foreach (Formula b in _bySize[size - left])
                {
                    Keep(size, new Formula(a.Truth & b.Truth, null, a, b, true));
                    Keep(size, new Formula(a.Truth | b.Truth, null, a, b, false));
                }
            }
        }
    }

    private void Keep(int size, Formula formula)
    {
        if (formula.Truth != UInt128.Zero && formula.Truth != _all && _known.Add(formula.Truth)) _bySize[size].Add(formula);
    }

    // Alternatives of conjunctions are easier to read than the reverse, so they come first.
    // All terms of a conjunction are true wherever it is, all terms of an alternative false wherever it is.
    private Marker? Join(UInt128 wanted, int leftSize, int rightSize)
    {
        foreach (bool and in (bool[])[false, true])
        {
            bool Fits(Formula formula) => (formula.Truth & wanted) == (and ? wanted : formula.Truth);
            Formula[] left = [.. _bySize[leftSize].Where(Fits)];
            Formula[] right = [.. _bySize[rightSize].Where(Fits)];
            foreach (Formula a in left)
            {
                foreach (Formula b in right)
                {
                    if ((and ? a.Truth & b.Truth : a.Truth | b.Truth) == wanted) return new Formula(wanted, null, a, b, and).ToMarker();
                }
            }
        }

        return null;
    }

    private sealed record Formula(UInt128 Truth, Marker.Compare? Atom, Formula? Left, Formula? Right, bool IsAnd)
    {
        public Marker ToMarker()
        {
            if (Atom is not null) return Atom;
            Marker[] terms = [.. new[] { Left, Right }.OfType<Formula>().Select(formula => formula.ToMarker())];
            return IsAnd ? Marker.AllOf(terms) : Marker.AnyOf(terms);
        }
    }
}
