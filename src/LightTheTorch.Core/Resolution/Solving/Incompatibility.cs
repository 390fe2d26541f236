using System.Collections.Immutable;

namespace LightTheTorch.Resolution.Solving;

/// <summary>Terms that are never all true at once, and why (solver.md, "Incompatibility"). Compared by reference.</summary>
internal sealed class Incompatibility
{
    private Incompatibility(ImmutableArray<Term> terms, Cause cause)
    {
        Terms = terms;
        Cause = cause;
    }

    /// <summary>At most one for each package; none of them is always true.</summary>
    public ImmutableArray<Term> Terms { get; }

    public Cause Cause { get; }

    /// <summary>Nothing can be selected: there is no answer.</summary>
    public bool IsFailure => Terms.Length == 0 || (Terms.Length == 1 && Terms[0] is { IsPositive: true, Package.Kind: PackageKind.Root });

    /// <summary>A fact about the world; null when it says nothing, as that a version depends on itself.</summary>
    public static Incompatibility? Fact(Cause cause, params ReadOnlySpan<Term> terms)
    {
        List<Term> merged = new(terms.Length);
        foreach (Term term in terms)
        {
            int same = merged.FindIndex(other => other.Package == term.Package);
            if (same < 0) merged.Add(term);
            else merged[same] = merged[same].And(term);
        }

        merged.RemoveAll(static term => term.IsAlwaysTrue);
        return merged.Exists(static term => term.IsNeverTrue) ? null : new Incompatibility([.. merged], cause);
    }

    /// <summary>
    /// What follows from both, whatever is selected of <paramref name="resolved"/> (solver.md, "Conflict Resolution": the prior cause). Terms of
    /// the root are dropped, for the root is always selected.
    /// </summary>
    public static Incompatibility Derive(Incompatibility conflict, Incompatibility other, SolverPackage resolved)
    {
        List<Term> terms = [.. conflict.Terms];
        foreach (Term term in other.Terms)
        {
            int same = terms.FindIndex(mine => mine.Package == term.Package);
            if (same < 0) terms.Add(term);
            else terms[same] = term.Package == resolved ? terms[same].Or(term) : terms[same].And(term);
        }

        terms.RemoveAll(static term => term.IsAlwaysTrue);
        if (terms.Count > 1) terms.RemoveAll(static term => term is { IsPositive: true, Package.Kind: PackageKind.Root });
        return new Incompatibility([.. terms], new Cause.Derived(conflict, other));
    }

    public Term? TermOf(SolverPackage package)
    {
        foreach (Term term in Terms)
        {
            if (term.Package == package) return term;
        }

        return null;
    }

    public override string ToString() => string.Join(" & ", Terms);
}
