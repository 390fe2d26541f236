using System.Collections.Immutable;

namespace LightTheTorch.Resolution.Solving;

/// <summary>What the solver believes at the moment, in the order in which it came to believe it.</summary>
internal sealed class PartialSolution
{
    private readonly List<Assignment> _assignments = [];

    // By SolverPackage.Index; each in order. The last one knows all that is known.
    private readonly List<List<Assignment>?> _byPackage = [];

    /// <summary>How many decisions were made.</summary>
    public int Level { get; private set; }

    /// <summary>Packages that must be selected and have no version yet, in the order of <see cref="SolverPackage.Index"/>.</summary>
    public ImmutableArray<Term> Open()
    {
        ImmutableArray<Term>.Builder open = ImmutableArray.CreateBuilder<Term>();
        foreach (List<Assignment>? steps in _byPackage)
        {
            if (steps is [.., { Known.IsPositive: true } last] && !steps.Exists(static step => step.IsDecision)) open.Add(last.Known);
        }

        return open.DrainToImmutable();
    }

    /// <summary>The decisions, oldest first.</summary>
    public IEnumerable<Term> Decisions() => _assignments.Where(static step => step.IsDecision).Select(static step => step.Term);

    public Term Known(SolverPackage package) => Steps(package) is [.., { } last] ? last.Known : Term.Anything(package);

    public bool IsDecided(SolverPackage package) => Steps(package) is { } steps && steps.Exists(static step => step.IsDecision);

    /// <summary>The level at which a version of the package was decided; null if none was.</summary>
    public int? DecisionLevel(SolverPackage package) => Steps(package)?.Find(static step => step.IsDecision)?.Level;

    public void Decide(SolverPackage package, int version)
    {
        Level++;
        Add(new Term(package, CandidateSet.Only(package.Versions.Length, version), IsPositive: true), null);
    }

    public void Derive(Term term, Incompatibility cause) => Add(term, cause);

    /// <summary>Forgets everything above <paramref name="level"/>.</summary>
    public void Backtrack(int level)
    {
        Level = level;
        while (_assignments is [.., { } last] && last.Level > level)
        {
            _assignments.RemoveAt(_assignments.Count - 1);
            List<Assignment> steps = _byPackage[last.Term.Package.Index]!; // Add made the list
            steps.RemoveAt(steps.Count - 1);
        }
    }

    /// <summary>The first assignment after which <paramref name="term"/> holds, given <paramref name="also"/>. It must hold by the end.</summary>
    public Assignment Satisfier(Term term, Term? also = null)
    {
        List<Assignment> steps = _byPackage[term.Package.Index]!; // a term that holds has a step that made it so
        int low = 0;
        int high = steps.Count - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            Term known = also is null ? steps[middle].Known : steps[middle].Known.And(also);
            if (known.Satisfies(term)) high = middle;
            else low = middle + 1;
        }

        return steps[low];
    }

    private List<Assignment>? Steps(SolverPackage package) => package.Index < _byPackage.Count ? _byPackage[package.Index] : null;

    private void Add(Term term, Incompatibility? cause)
    {
        Assignment step = new(_assignments.Count, term, Level, cause, Known(term.Package).And(term));
        _assignments.Add(step);
        while (_byPackage.Count <= term.Package.Index) _byPackage.Add(null);
        (_byPackage[term.Package.Index] ??= []).Add(step);
    }
}
