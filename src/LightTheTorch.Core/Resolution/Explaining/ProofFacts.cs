using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution.Facts;
using LightTheTorch.Resolution.Solving;
using LightTheTorch.Versions;

namespace LightTheTorch.Resolution.Explaining;

/// <summary>The facts of a proof, and what they say of a package together.</summary>
/// <param name="universe">What was learned of the packages.</param>
/// <param name="facts">Those that the proof rests on.</param>
internal sealed class ProofFacts(Universe universe, ImmutableArray<ExplainedFact> facts)
{
    public ImmutableArray<ExplainedFact> All => facts;

    public VersionTable Table(PackageName name) => universe.Table(name);

    public CandidateSet Fitting(SolverPackage package, Requirement requirement) => universe.Fitting(package, requirement);

    /// <summary>The versions of a project that one of the facts asks for.</summary>
    public CandidateSet Wanted(SolverPackage package) => facts
        .Where(fact => fact.Cause is Cause.Requires && package.Name!.Equals(fact.To?.Name)) // only projects are wanted
        .Aggregate(package.None, (wanted, fact) => wanted.Union(universe.Fitting(package, ((Cause.Requires)fact.Cause).Requirement)));

    /// <summary>The versions of a package that no fact excludes.</summary>
    public CandidateSet Usable(SolverPackage package) => facts
        .Where(fact => fact.Package == package && fact.Cause is Cause.Excluded or Cause.Constrained)
        .Aggregate(package.All, static (usable, fact) => usable.Except(fact.Versions));

    /// <summary>
    /// Those of the versions that a fact excludes which somebody asks for and a reader misses. A version without a wheel is not missed where a newer one
    /// that is asked for has one, nor where its twin with another local part does: who reads <c>2.6.0</c> thinks of <c>2.6.0+cu126</c> too.
    /// </summary>
    public CandidateSet Missed(ExplainedFact fact)
    {
        CandidateSet wanted = Wanted(fact.Package);
        CandidateSet missed = fact.Versions.Intersect(wanted);
        if (fact.Cause is not Cause.Excluded { Exclusion: Exclusion.NoWheel }) return missed;
        ImmutableArray<RankedVersion> ranked = Table(fact.Package.Name!).Ranked; // only projects are excluded
        ImmutableArray<PyVersion> usable = [.. wanted.Members().Where(i => ranked[i] is { File.IsWheel: true, Yanked: null, Version.IsPrerelease: false }).Select(i => ranked[i].Version.Public)];
        return missed.Intersect(CandidateSet.Where(ranked.Length, i => !usable.Any(version => version >= ranked[i].Version.Public)));
    }
}
