using System.Collections.Immutable;
using LightTheTorch.Resolution.Solving;

namespace LightTheTorch.Resolution.Explaining;

/// <summary>A world of which nothing is true but these facts.</summary>
internal sealed class FactProvider(SolverPackage root, ImmutableArray<Incompatibility> facts) : ISolverProvider
{
    private bool _told;

    public SolverPackage Root => root;

    public bool IsStale => false;

    public (SolverPackage Package, int Version) Choose(PartialSolution solution)
    {
        Term term = solution.Open()[0];
        return (term.Package, term.Versions.Members().Last());
    }

    public ValueTask<ImmutableArray<SolverFact>> ExpandAsync(SolverPackage package, int version, CancellationToken cancellationToken)
    {
        if (_told) return new([]);
        _told = true;
        return new([.. facts.Select(static fact => new SolverFact(fact))]);
    }

    public void OnConflict(SolverPackage affected, Incompatibility conflict)
    {
    }

    public SolverPackage? TakeBack() => null;
}
