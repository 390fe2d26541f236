using System.Collections.Immutable;
using System.Diagnostics;
using LightTheTorch.Diagnostics;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution.Facts;
using LightTheTorch.Resolution.Solving;

namespace LightTheTorch.Resolution.Explaining;

/// <summary>Says facts in the words of people who write requirements: packages, versions, files; nothing of how a solver works.</summary>
internal sealed class FactSentences(ResolutionRequest request, Universe universe, ImmutableArray<ExplainedFact> facts)
{
    /// <summary>One for each thing that a reader must know, from their own requirements outwards.</summary>
    public ImmutableArray<string> All()
    {
        List<string> sentences = [];
        foreach (IGrouping<(SolverPackage Package, SolverPackage? To, SourceLocation? Origin), ExplainedFact> group in facts
            .Where(static fact => fact.Cause is Cause.Requires)
            .GroupBy(static fact => (fact.Package, fact.To, (fact.Cause as Cause.Requires)?.Origin)))
        {
            sentences.AddRange(Requires([.. group]));
            sentences.AddRange(About(group.Key.To).Except(sentences));
        }

        return [.. sentences];
    }

    private IEnumerable<string> Requires(ImmutableArray<ExplainedFact> same)
    {
        Cause.Requires requires = (Cause.Requires)same[0].Cause;
        CandidateSet versions = same.Select(static fact => fact.Versions).Aggregate(static (all, more) => all.Union(more));
        CandidateSet fitting = same.Select(fact => universe.Fitting(requires.To, ((Cause.Requires)fact.Cause).Requirement)).Aggregate(static (all, more) => all.Union(more));
        string what = same.Length == 1 ? $"`{Text(requires.Requirement)}`" : fitting.IsEmpty ? $"a `{requires.To}` that does not exist" : VersionRuns.Describe(requires.To, fitting);
        string who = requires.From.Kind == PackageKind.Root ? "you require" : $"{VersionRuns.Describe(requires.From, versions, Usable(requires.From))} requires";
        string where = requires.Origin is { } origin ? $" ({origin.Path}:{origin.Line})" : "";
        yield return $"{who} {what}{where}";
        if (fitting.IsEmpty && same.Length == 1) yield return NothingFits(requires.To, requires.Requirement);
    }

    private string NothingFits(SolverPackage package, Requirement requirement)
    {
        VersionTable table = universe.Table(requirement.Name);
        if (table.Listing is null) return $"{table.Source} has no project named `{requirement.Name}`";
        if (table.Ranked.IsEmpty) return $"{table.Source} lists no file of `{requirement.Name}`";
        return table.Ranked.Length == 1
            ? $"the only version of `{package.Name}` on {table.Source} is {table.Versions[0]}"
            : $"{table.Source} has `{package.Name}` {table.Versions[0]} to {table.Versions[^1]}, and none of them fits";
    }

    // What keeps the fitting versions of this package from being chosen.
    private IEnumerable<string> About(SolverPackage? package)
    {
        foreach (ExplainedFact fact in facts.Where(fact => fact.Package == package || (fact.Package.Kind == PackageKind.Project && fact.Package.Name == package?.Name)))
        {
            CandidateSet versions = fact.Versions.Intersect(Wanted(fact.Package));
            if (fact.Cause is Cause.Constrained constrained)
                yield return $"a constraint allows only `{Text(constrained.Requirement)}` ({constrained.Origin.Path}:{constrained.Origin.Line})";
            else if (fact.Cause is Cause.Unsupported unsupported)
                yield return $"{VersionRuns.Describe(fact.Package, versions)} requires `{Text(unsupported.Requirement)}`, {unsupported.Why}";
            else if (fact.Cause is Cause.Excluded excluded && !versions.IsEmpty)
                yield return $"{VersionRuns.Describe(fact.Package, versions)} {Excluded(excluded.Exclusion)}";
        }
    }

    // The versions that one of the told requirements asks for.
    private CandidateSet Wanted(SolverPackage package)
    {
        CandidateSet wanted = package.None;
        foreach (ExplainedFact fact in facts)
        {
            if (fact.Cause is Cause.Requires requires && fact.To?.Name == package.Name) wanted = wanted.Union(universe.Fitting(package, requires.Requirement));
        }

        return wanted;
    }

    private CandidateSet Usable(SolverPackage package)
    {
        CandidateSet usable = package.All;
        foreach (ExplainedFact fact in facts)
        {
            if (fact.Package == package && fact.Cause is Cause.Excluded or Cause.Constrained) usable = usable.Except(fact.Versions);
        }

        return usable;
    }

    private string Excluded(Exclusion exclusion) => exclusion switch
    {
        Exclusion.NoWheel => $"has no wheel for {request.Target}",
        Exclusion.OtherPython python => $"needs Python {python.Specifier}, and this is for Python {request.Target.Python}",
        Exclusion.BuildNeeded => "has only an sdist, whose dependencies are known only when it is built",
        Exclusion.Yanked { Why: "" } => "was yanked from the index, and no requirement names that very version",
        Exclusion.Yanked yanked => $"was yanked from the index ({yanked.Why}), and no requirement names that very version",
        Exclusion.Prerelease => "is a pre-release, and no requirement asks for one",
        Exclusion.TooNew => $"was uploaded after {request.Options.ExcludeNewer:yyyy-MM-dd'T'HH:mm:ss'Z'}, the limit of `--exclude-newer`",
        Exclusion.InvalidMetadata invalid => $"has METADATA that cannot be read ({invalid.Why})",
        _ => throw new UnreachableException(),
    };

    private static string Text(Requirement requirement)
    {
        string extras = requirement.Extras.IsEmpty ? "" : $"[{string.Join(',', requirement.Extras)}]";
        return requirement.Url is { } url ? $"{requirement.NameAsWritten}{extras} @ {url}" : $"{requirement.NameAsWritten}{extras}{requirement.Specifier}";
    }
}
