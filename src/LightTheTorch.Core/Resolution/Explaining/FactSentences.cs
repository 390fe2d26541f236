using System.Collections.Immutable;
using System.Diagnostics;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution.Facts;
using LightTheTorch.Resolution.Solving;

namespace LightTheTorch.Resolution.Explaining;

/// <summary>Says facts in the words of people who write requirements: packages, versions, files; nothing of how a solver works.</summary>
internal sealed class FactSentences(ResolutionRequest request, Universe universe, ImmutableArray<ExplainedFact> facts)
{
    // More different ranges than this are told as the versions that they cover.
    private const int MostRanges = 3;

    /// <summary>One for each thing that a reader must know, from their own requirements outwards.</summary>
    public ImmutableArray<string> All()
    {
        List<string> sentences = [];
        foreach (ExplainedFact fact in facts)
        {
            if (fact.Cause is Cause.Unsupported unsupported) sentences.Add(Unsupported(fact, unsupported));
        }

        HashSet<PackageName> told = [];
        foreach (IGrouping<(SolverPackage Package, SolverPackage? To, SourceLocation? Origin), ExplainedFact> group in facts
            .Where(static fact => fact.Cause is Cause.Requires)
            .GroupBy(static fact => (fact.Package, fact.To, (fact.Cause as Cause.Requires)?.Origin)))
        {
            sentences.AddRange(Requires([.. group]));
            if (group.Key.To?.Name is { } name && told.Add(name)) sentences.AddRange(About(name));
        }

        return [.. sentences];
    }

    /// <summary>The versions of a project that one of the told requirements asks for.</summary>
    public CandidateSet Wanted(SolverPackage package) => facts
        .Where(fact => fact.Cause is Cause.Requires && package.Name!.Equals(fact.To?.Name)) // only projects are wanted
        .Aggregate(package.None, (wanted, fact) => wanted.Union(universe.Fitting(package, ((Cause.Requires)fact.Cause).Requirement)));

    private static string Place(SourceLocation? origin) => origin is { } place ? $" ({place.Path}:{place.Line})" : "";

    private IEnumerable<string> Requires(ImmutableArray<ExplainedFact> same)
    {
        Cause.Requires first = (Cause.Requires)same[0].Cause;
        ImmutableArray<Requirement> requirements = [.. same.Select(static fact => ((Cause.Requires)fact.Cause).Requirement).DistinctBy(static r => r.Text())];
        CandidateSet fitting = requirements.Aggregate(first.To.None, (all, requirement) => all.Union(universe.Fitting(first.To, requirement)));
        string what = requirements.Length <= MostRanges
            ? string.Join(" or ", requirements.Select(static requirement => $"`{requirement.Text()}`"))
            : fitting.IsEmpty || fitting.Equals(first.To.All) ? $"`{first.To}`" : VersionRuns.Describe(first.To, fitting).Text;
        yield return $"{Who(same, first.From)} {what}{Place(first.Origin)}";
        if (fitting.IsEmpty) yield return NothingFits(first.To, requirements);
    }

    private string Who(ImmutableArray<ExplainedFact> same, SolverPackage from)
    {
        if (from.Kind == PackageKind.Root) return "you require";
        CandidateSet versions = same.Aggregate(from.None, static (all, fact) => all.Union(fact.Versions));
        (string who, bool many) = VersionRuns.Describe(from, versions, Usable(from));
        return $"{who} {(many ? "require" : "requires")}";
    }

    // None of the requirements has a version: says what exists instead, and if they all lie beyond one end, which end.
    private string NothingFits(SolverPackage package, ImmutableArray<Requirement> requirements)
    {
        VersionTable table = universe.Table(package.Name!); // a requirement names a project
        if (table.Listing is null) return $"{table.Source} has no project `{package.Name}`";
        if (table.Ranked.IsEmpty) return $"{table.Source} lists no file of `{package.Name}`";
        if (table.Ranked.Length == 1) return $"the only version of `{package.Name}` on {table.Source} is {table.Versions[0]}";
        if (requirements.All(requirement => requirement.Specifier.Clauses.Any(clause => clause.Version is { } version && version > table.Versions[^1])))
            return $"`{package.Name}` on {table.Source} ends with {table.Versions[^1]}";
        if (requirements.All(requirement => requirement.Specifier.Clauses.Any(clause => clause.Version is { } version && version < table.Versions[0])))
            return $"`{package.Name}` on {table.Source} begins with {table.Versions[0]}";
        return $"{table.Source} has `{package.Name}` from {table.Versions[0]} to {table.Versions[^1]}, but no version that fits";
    }

    // What keeps the fitting versions of this project from being chosen.
    private IEnumerable<string> About(PackageName name)
    {
        foreach (ExplainedFact fact in facts.Where(fact => fact.Package.Kind == PackageKind.Project && name.Equals(fact.Package.Name)))
        {
            CandidateSet versions = fact.Versions.Intersect(Wanted(fact.Package));
            if (fact.Cause is Cause.Constrained constrained) yield return $"a constraint allows only `{constrained.Requirement.Text()}`{Place(constrained.Origin)}";
            else if (fact.Cause is Cause.Excluded excluded && !versions.IsEmpty) yield return Excluded(fact.Package, versions, excluded.Exclusion);
        }
    }

    private string Unsupported(ExplainedFact fact, Cause.Unsupported unsupported)
    {
        (string who, bool many) = fact.Package.Kind == PackageKind.Root ? ("you", true) : VersionRuns.Describe(fact.Package, fact.Versions, Usable(fact.Package));
        return $"{who} {(many ? "require" : "requires")} `{unsupported.Requirement.Text()}`{Place(unsupported.Origin)}, which is no wheel and no sdist of `{unsupported.Requirement.Name}`";
    }

    private CandidateSet Usable(SolverPackage package) => facts
        .Where(fact => fact.Package == package && fact.Cause is Cause.Excluded or Cause.Constrained)
        .Aggregate(package.All, static (usable, fact) => usable.Except(fact.Versions));

    private string Excluded(SolverPackage package, CandidateSet versions, Exclusion exclusion)
    {
        if (exclusion is Exclusion.NoWheel && versions.Equals(package.All) && versions.Count > 1) return $"no version of `{package}` has a wheel for {request.Target}";
        (string who, bool many) = VersionRuns.Describe(package, versions);
        return who + exclusion switch
        {
            Exclusion.NoWheel => $" {(many ? "have" : "has")} no wheel for {request.Target}",
            Exclusion.OtherPython python => $" {(many ? "need" : "needs")} Python {python.Specifier}, and this is Python {request.Target.Python}",
            Exclusion.BuildNeeded => $" {(many ? "have" : "has")} only an sdist, and what it requires is known only when it is built",
            Exclusion.Yanked yanked => $" {(many ? "were" : "was")} yanked{(yanked.Why.Length > 0 ? $" ({yanked.Why})" : "")}, and no requirement pins {(many ? "them" : "it")}",
            Exclusion.Prerelease => $" {(many ? "are pre-releases" : "is a pre-release")}, and no requirement asks for one",
            Exclusion.TooNew => $" {(many ? "were" : "was")} uploaded too late for `--exclude-newer {request.Options.ExcludeNewer:yyyy-MM-dd'T'HH:mm:ss'Z'}`",
            Exclusion.OtherHash => $" {(many ? "have" : "has")} no file with a hash that you allow",
            Exclusion.NotShared => $" {(many ? "are" : "is")} not what other targets can take",
            Exclusion.InvalidMetadata invalid => $" {(many ? "have" : "has")} METADATA that cannot be read ({invalid.Why})",
            _ => throw new UnreachableException(),
        };
    }
}
