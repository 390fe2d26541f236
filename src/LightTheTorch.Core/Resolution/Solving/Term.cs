namespace LightTheTorch.Resolution.Solving;

/// <summary>
/// A statement about one package (solver.md, "Term"). Positive: one of these versions is selected. Negative: none of them is, which is also
/// true when the package is not selected at all.
/// </summary>
internal sealed record Term(SolverPackage Package, CandidateSet Versions, bool IsPositive)
{
    public Term Negated => this with { IsPositive = !IsPositive };

    /// <summary>Nothing is known: true of every selection.</summary>
    public bool IsAlwaysTrue => !IsPositive && Versions.IsEmpty;

    /// <summary>True of no selection.</summary>
    public bool IsNeverTrue => IsPositive && Versions.IsEmpty;

    public static Term Anything(SolverPackage package) => new(package, package.None, IsPositive: false);

    /// <summary>Whether <paramref name="other"/> is true whenever this is.</summary>
    public bool Satisfies(Term other) => (IsPositive, other.IsPositive) switch
    {
        (true, true) => Versions.IsSubsetOf(other.Versions),
        (true, false) => !Versions.Overlaps(other.Versions),
        (false, true) => false,
        (false, false) => other.Versions.IsSubsetOf(Versions),
    };

    /// <summary>Whether <paramref name="other"/> is false whenever this is true.</summary>
    public bool Contradicts(Term other) => (IsPositive, other.IsPositive) switch
    {
        (true, true) => !Versions.Overlaps(other.Versions),
        (true, false) => Versions.IsSubsetOf(other.Versions),
        (false, true) => other.Versions.IsSubsetOf(Versions),
        (false, false) => false,
    };

    /// <summary>Both are true.</summary>
    public Term And(Term other) => (IsPositive, other.IsPositive) switch
    {
        (true, true) => this with { Versions = Versions.Intersect(other.Versions) },
        (true, false) => this with { Versions = Versions.Except(other.Versions) },
        (false, true) => other with { Versions = other.Versions.Except(Versions) },
        (false, false) => this with { Versions = Versions.Union(other.Versions) },
    };

    /// <summary>One of them is true.</summary>
    public Term Or(Term other) => Negated.And(other.Negated).Negated;

    public override string ToString() => $"{(IsPositive ? "" : "not ")}{Package} {Versions}";
}
