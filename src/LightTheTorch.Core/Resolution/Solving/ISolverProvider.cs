using System.Collections.Immutable;

namespace LightTheTorch.Resolution.Solving;

/// <summary>Supplies the facts and the taste; the solver supplies the logic. Called by one solver, one call at a time.</summary>
internal interface ISolverProvider
{
    SolverPackage Root { get; }

    /// <summary>Whether facts that were given are no longer true, so that the solve has to start again.</summary>
    bool IsStale { get; }

    /// <summary>Which of the open packages to decide next, and the best of its allowed versions; at least one is open.</summary>
    (SolverPackage Package, int Version) Choose(PartialSolution solution);

    /// <summary>What selecting this version means: its dependencies, and what is true of packages that they mention for the first time.</summary>
    /// <returns>Only facts that were not returned before.</returns>
    ValueTask<ImmutableArray<SolverFact>> ExpandAsync(SolverPackage package, int version, CancellationToken cancellationToken);

    /// <summary>
    /// A conflict was met; <paramref name="conflict"/> is the incompatibility that the partial solution satisfies, or would if the version of
    /// <paramref name="affected"/> were selected that was just looked at.
    /// </summary>
    void OnConflict(SolverPackage affected, Incompatibility conflict);

    /// <summary>A package whose version shall be taken back, to be decided later than others; null if there is none. Not the same one for ever.</summary>
    SolverPackage? TakeBack();
}
