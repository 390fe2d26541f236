using System.Collections.Immutable;

namespace LightTheTorch.Resolution.Solving;

/// <summary>How a solve ended. No solution is a result: it is what the user asked to find out.</summary>
internal abstract record SolverOutcome
{
    private SolverOutcome()
    {
    }

    /// <param name="Decisions">One for each selected package, in the order in which they were made.</param>
    public sealed record Solved(ImmutableArray<(SolverPackage Package, int Version)> Decisions) : SolverOutcome;

    /// <summary>The provider took back facts that it gave: ask again.</summary>
    public sealed record Stale : SolverOutcome;

    /// <param name="Root">Its tree of causes is the proof.</param>
    public sealed record Unsolvable(Incompatibility Root) : SolverOutcome;
}
