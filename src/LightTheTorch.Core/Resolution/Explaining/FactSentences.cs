using System.Collections.Immutable;
using System.Diagnostics;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution.Facts;
using LightTheTorch.Resolution.Solving;

namespace LightTheTorch.Resolution.Explaining;

/// <summary>Says facts in the words of people who write requirements: packages, versions, files; nothing of how a solver works.</summary>
internal sealed class FactSentences(ResolutionRequest request, ProofFacts proof)
{
    // More different ranges than this are told as the versions that they cover.
    private const int MostRanges = 3;

    /// <summary>One for each thing that a reader must know, from their own requirements outwards.</summary>
    public ImmutableArray<Statement> All()
    {
        List<Statement> sentences = [.. Unsupported(null)];
        HashSet<PackageName> told = [];
        foreach (IGrouping<(SolverPackage Package, SolverPackage? To, SourceLocation? Origin), ExplainedFact> group in proof.All
            .Where(static fact => fact.Cause is Cause.Requires)
            .GroupBy(static fact => (fact.Package, fact.To, (fact.Cause as Cause.Requires)?.Origin)))
        {
            sentences.AddRange(Requires([.. group]));
            if (group.Key.To?.Name is { } name && told.Add(name)) sentences.AddRange([.. About(name), .. Unsupported(name)]);
        }

        return [.. sentences];
    }

    private static string Place(SourceLocation? origin) => origin is { } place ? $" ({place.Path}:{place.Line})" : "";

    private IEnumerable<Statement> Requires(ImmutableArray<ExplainedFact> same)
    {
        Cause.Requires first = (Cause.Requires)same[0].Cause;
        ImmutableArray<ImmutableArray<Requirement>> ways = Ways(same);
        CandidateSet fitting = ways.Aggregate(first.To.None, (all, way) => all.Union(way.Aggregate(first.To.All, (both, one) => both.Intersect(proof.Fitting(first.To, one)))));
        string what = ways.Length <= MostRanges ? string.Join(" or ", ways.Select(static way => string.Join(" and ", way.Select(static one => $"`{one.Text()}`"))))
            : fitting.IsEmpty && ways.All(static way => way.Length > 1) ? $"`{first.To}` in ranges that exclude each other"
            : fitting.IsEmpty || fitting.Equals(first.To.All) ? $"`{first.To}`"
            : VersionRuns.Describe(first.To, fitting).Text;
        yield return Statement.Of($"{Who(same, first.From)} {what}{Place(first.Origin)}");
        ImmutableArray<Requirement> unmet = [.. ways.Select(way => way.FirstOrDefault(one => proof.Fitting(first.To, one).IsEmpty)).OfType<Requirement>()];
        if (unmet.Length == ways.Length) yield return Statement.Of(NothingFits(first.To, unmet)) with { PlaceOf = first.To.Name };
    }

    // What a version asks for in several words has to be met in all of them; versions differ in what they ask for.
    private static ImmutableArray<ImmutableArray<Requirement>> Ways(ImmutableArray<ExplainedFact> same)
    {
        CandidateSet versions = same.Aggregate(same[0].Package.None, static (all, fact) => all.Union(fact.Versions));
        return
        [
            .. versions.Members()
                .Select(version => same.Where(fact => fact.Versions.Contains(version)).Select(static fact => ((Cause.Requires)fact.Cause).Requirement).DistinctBy(static one => one.Text()).ToImmutableArray())
                .DistinctBy(static way => string.Join('\n', way.Select(static one => one.Text()))),
        ];
    }

    private string Who(ImmutableArray<ExplainedFact> same, SolverPackage from)
    {
        if (from.Kind == PackageKind.Root) return "you require";
        CandidateSet versions = same.Aggregate(from.None, static (all, fact) => all.Union(fact.Versions));
        (string who, bool many) = VersionRuns.Describe(from, versions, proof.Usable(from));
        return $"{who} {(many ? "require" : "requires")}";
    }

    // None of the requirements has a version: says what exists instead, and if they all lie beyond one end, which end.
    private string NothingFits(SolverPackage package, ImmutableArray<Requirement> requirements)
    {
        VersionTable table = proof.Table(package.Name!); // a requirement names a project
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
    private IEnumerable<Statement> About(PackageName name)
    {
        foreach (ExplainedFact fact in proof.All.Where(fact => fact.Package.Kind == PackageKind.Project && name.Equals(fact.Package.Name)))
        {
            if (fact.Cause is Cause.Constrained constrained) yield return Statement.Of($"a constraint allows only `{constrained.Requirement.Text()}`{Place(constrained.Origin)}");
            if (fact.Cause is not Cause.Excluded excluded || excluded.Exclusion is Exclusion.OtherPython || proof.Missed(fact) is not { IsEmpty: false } missed) continue;
            yield return Statement.Of(request.Target, target => Excluded(fact.Package, missed, excluded.Exclusion, target));
        }

        if (OtherPython(name) is { } pythons) yield return Statement.Of(pythons);
    }

    // Versions seldom agree on what they need, and all a reader has to know is that it is not this Python.
    private string? OtherPython(PackageName name)
    {
        ImmutableArray<(ExplainedFact Fact, CandidateSet Missed)> facts =
        [
            .. proof.All
                .Where(fact => fact is { Package.Kind: PackageKind.Project, Cause: Cause.Excluded { Exclusion: Exclusion.OtherPython } } && name.Equals(fact.Package.Name))
                .Select(fact => (fact, proof.Missed(fact)))
                .Where(static one => !one.Item2.IsEmpty)
                .OrderBy(static one => one.Item2.Members().First()),
        ];
        if (facts.IsEmpty) return null;
        SolverPackage package = facts[0].Fact.Package;
        (string who, bool many) = VersionRuns.Describe(package, facts.Aggregate(package.None, static (all, one) => all.Union(one.Missed)));
        string[] specifiers = [.. facts.Select(static one => ((Exclusion.OtherPython)((Cause.Excluded)one.Fact.Cause).Exclusion).Specifier).Distinct()];
        string what = specifiers.Length <= MostRanges ? $"Python {string.Join(" or ", specifiers)}, and this is Python {request.Target.Python}" : $"other Pythons than {request.Target.Python}";
        return $"{who} {(many ? "need" : "needs")} {what}";
    }

    // Of the user's own words, or of what a package says.
    private IEnumerable<Statement> Unsupported(PackageName? name)
    {
        foreach (ExplainedFact fact in proof.All)
        {
            if (fact.Cause is not Cause.Unsupported unsupported || !Equals(fact.Package.Name, name)) continue;
            (string who, bool many) = name is null ? ("you", true) : VersionRuns.Describe(fact.Package, fact.Versions, proof.Usable(fact.Package));
            yield return Statement.Of($"{who} {(many ? "require" : "requires")} `{unsupported.Requirement.Text()}`{Place(unsupported.Origin)}, which is no wheel and no sdist of `{unsupported.Requirement.Name}`");
        }
    }

    private string Excluded(SolverPackage package, CandidateSet versions, Exclusion exclusion, string target)
    {
        if (exclusion is Exclusion.NoWheel && versions.Equals(package.All) && versions.Count > 1) return $"no version of `{package}` has a wheel for {target}";
        (string who, bool many) = VersionRuns.Describe(package, versions);
        return who + exclusion switch
        {
            Exclusion.NoWheel => $" {(many ? "have" : "has")} no wheel for {target}",
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
