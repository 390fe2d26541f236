using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace LightTheTorch.Resolution.Solving;

/// <summary>
/// PubGrub, from the prose of pub's <c>solver.md</c>: unit propagation, conflict-driven learning, backjumping. It knows nothing of indexes,
/// markers or files, and its answer depends on nothing but the provider's answers.
/// </summary>
internal sealed class Solver(ISolverProvider provider)
{
    private readonly IncompatibilityStore _store = new();
    private readonly PartialSolution _solution = new();

    /// <summary>How many versions were tried.</summary>
    public int Attempts { get; private set; }

    /// <summary>How many conflicts were met and learned from.</summary>
    public int Conflicts { get; private set; }

    /// <summary>How many facts are held.</summary>
    public int Incompatibilities => _store.Facts;

    public async ValueTask<SolverOutcome> SolveAsync(CancellationToken cancellationToken)
    {
        SolverPackage root = provider.Root;
        _store.Add(new SolverFact(Incompatibility.Fact(new Cause.Root(), new Term(root, root.All, IsPositive: false))!)); // it has a term
        SolverPackage next = root;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!TryPropagate(next, out Incompatibility? failure)) return new SolverOutcome.Unsolvable(failure);
            if (provider.TakeBack() is { } hasty && _solution.DecisionLevel(hasty) is { } level)
            {
                _solution.Backtrack(level - 1);
                next = hasty;
                continue;
            }

            if (_solution.Open().IsEmpty) return Solved();
            next = await DecideAsync(cancellationToken);
            if (provider.IsStale) return new SolverOutcome.Stale();
        }
    }

    private SolverOutcome.Solved Solved() =>
        new([.. _solution.Decisions().Select(static term => (term.Package, term.Versions.Members().First()))]);

    // solver.md, "Decision Making". A version whose dependencies conflict at once is not decided: propagation then rules it out.
    private async ValueTask<SolverPackage> DecideAsync(CancellationToken cancellationToken)
    {
        (SolverPackage package, int version) = provider.Choose(_solution);
        if (package.Name is not null) Attempts++;
        Incompatibility? conflict = null;
        Term decision = new(package, CandidateSet.Only(package.Versions.Length, version), IsPositive: true);
        foreach (SolverFact fact in await provider.ExpandAsync(package, version, cancellationToken))
        {
            _store.Add(fact);
            if (fact.Incompatibility.Terms.All(term => (term.Package == package ? decision : _solution.Known(term.Package)).Satisfies(term))) conflict ??= fact.Incompatibility;
        }

        if (conflict is null) _solution.Decide(package, version);
        else provider.OnConflict(package, conflict);
        return package;
    }

    // solver.md, "Unit Propagation".
    private bool TryPropagate(SolverPackage package, [NotNullWhen(false)] out Incompatibility? failure)
    {
        failure = null;
        Queue<SolverPackage> changed = new([package]);
        while (changed.TryDequeue(out SolverPackage? current))
        {
            if (PropagateOnce(current, changed) is not { } conflict) continue;
            Conflicts++;
            provider.OnConflict(current, conflict);
            Incompatibility learned = Resolve(conflict);
            if (learned.IsFailure)
            {
                failure = learned;
                return false;
            }

            _ = IsUnit(learned, out Term? open);
            changed.Clear();
            Derive(open ?? throw new UnreachableException("what was learned leaves one term open"), learned, changed);
        }

        return true;
    }

    // Newest first: what was learned last is the most general. Returns the incompatibility that holds in full, if one does.
    private Incompatibility? PropagateOnce(SolverPackage package, Queue<SolverPackage> changed)
    {
        List<Incompatibility> about = _store.About(package);
        for (int i = about.Count - 1; i >= 0; i--)
        {
            if (!IsUnit(about[i], out Term? open)) continue;
            if (open is null) return about[i];
            Derive(open, about[i], changed);
        }

        return null;
    }

    private void Derive(Term open, Incompatibility cause, Queue<SolverPackage> changed)
    {
        _solution.Derive(open.Negated, cause);
        if (!changed.Contains(open.Package)) changed.Enqueue(open.Package);
    }

    // True if all terms but at most one hold; the one is inconclusive, or null if all hold.
    private bool IsUnit(Incompatibility incompatibility, out Term? open)
    {
        open = null;
        foreach (Term term in incompatibility.Terms)
        {
            Term known = _solution.Known(term.Package);
            if (known.Satisfies(term)) continue;
            if (open is not null || known.Contradicts(term)) return false;
            open = term;
        }

        return true;
    }

    // solver.md, "Conflict Resolution": goes back along the causes until one decision is to blame, learns that, and jumps back before it.
    private Incompatibility Resolve(Incompatibility conflict)
    {
        Incompatibility current = conflict;
        while (!current.IsFailure)
        {
            (Assignment satisfier, Term term, int previousLevel) = FindSatisfier(current);
            if (satisfier.Cause is not { } cause || previousLevel < satisfier.Level)
            {
                if (!ReferenceEquals(current, conflict)) _store.Add(new SolverFact(current));
                _solution.Backtrack(previousLevel);
                return current;
            }

            current = Incompatibility.Derive(current, cause, term.Package);
        }

        return current;
    }

    // The assignment that made the conflict complete, its term, and the level at which the rest of the conflict was already there.
    private (Assignment Satisfier, Term Term, int PreviousLevel) FindSatisfier(Incompatibility conflict)
    {
        Assignment? satisfier = null;
        Term? satisfied = null;
        int previousLevel = 1; // the decision for the root is never taken back
        foreach (Term term in conflict.Terms)
        {
            Assignment step = _solution.Satisfier(term);
            Assignment? earlier = step;
            if (satisfier is null || step.Position > satisfier.Position)
            {
                earlier = satisfier;
                satisfier = step;
                satisfied = term;
            }

            if (earlier is not null) previousLevel = Math.Max(previousLevel, earlier.Level);
        }

        if (satisfier is null || satisfied is null) throw new UnreachableException("a conflict has terms");

        // The satisfier may need the help of an earlier assignment of the same package.
        if (!satisfier.Term.Satisfies(satisfied)) previousLevel = Math.Max(previousLevel, _solution.Satisfier(satisfied, satisfier.Term).Level);
        return (satisfier, satisfied, previousLevel);
    }
}
