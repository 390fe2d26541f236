using System.Collections.Immutable;
using LightTheTorch.Resolution.Solving;

namespace LightTheTorch.Resolution.Explaining;

/// <summary>Facts of one proof that a reader takes for one: the same thing said of several versions.</summary>
/// <param name="Cause">Of the first of them; the others differ in versions only.</param>
/// <param name="Package">What it speaks of.</param>
/// <param name="Versions">All versions that it speaks of.</param>
/// <param name="Parts">The incompatibilities that it stands for.</param>
internal sealed record ExplainedFact(Cause Cause, SolverPackage Package, CandidateSet Versions, ImmutableArray<Incompatibility> Parts)
{
    /// <summary>The package that the fact asks for, if it asks for one.</summary>
    public SolverPackage? To => (Cause as Cause.Requires)?.To;
}
