using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution.Facts;
using LightTheTorch.Resolution.Solving;
using LightTheTorch.Targets;
using LightTheTorch.Torch;
using LightTheTorch.Versions;
using LightTheTorch.Wheels;

namespace LightTheTorch.Resolution.Explaining;

/// <summary>
/// Hints at files that exist, for another Python or for another platform, and at the version from which the target's Python is excluded. They are read
/// off the index's page; whether a version takes the Python only METADATA tells for sure, so that is tried.
/// </summary>
internal sealed class FileHints(ResolutionRequest request, ProofFacts proof, Func<ResolutionRequest, CancellationToken, ValueTask<ResolutionResult.Resolved?>> solve)
{
    // Older Pythons are nobody's way out.
    private static readonly ImmutableArray<PythonVersion> s_pythons = [.. Enumerable.Range(9, 6).Select(static minor => PythonVersion.Parse($"3.{minor}"))];

    /// <summary>At most two for a package: where it ends for this Python, and what else there are wheels for.</summary>
    public async ValueTask<ImmutableArray<Statement>> OfAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<Statement>.Builder hints = ImmutableArray.CreateBuilder<Statement>();
        foreach (IGrouping<PackageName, ExplainedFact> facts in proof.All
            .Where(static fact => fact.Cause is Cause.Excluded { Exclusion: Exclusion.NoWheel or Exclusion.OtherPython })
            .GroupBy(static fact => fact.Package.Name!)) // only projects are excluded
        {
            if (facts.Any(IsOfPython) && await EndOfPythonAsync(facts.Key, cancellationToken) is { } end) hints.Add(end);
            if (Elsewhere(facts) is { } elsewhere) hints.Add(elsewhere);
        }

        return hints.DrainToImmutable();
    }

    private bool IsOfPython(ExplainedFact fact) => fact.Cause is Cause.Excluded { Exclusion: Exclusion.OtherPython } && !proof.Missed(fact).IsEmpty;

    // From some version on the project does without the target's Python, and before it there is one that does not.
    private async ValueTask<Statement?> EndOfPythonAsync(PackageName name, CancellationToken cancellationToken)
    {
        ImmutableArray<RankedVersion> finals = [.. proof.Table(name).Ranked.Where(static version => version is { Url: null, Version.IsPrerelease: false })];
        if (finals.LastOrDefault(static version => version is { File.IsWheel: true, Yanked: null })?.Version is not { } last) return null;
        ImmutableArray<RankedVersion> newer = [.. finals.Where(version => version.Version > last)];
        if (newer.IsEmpty || !newer.All(static version => version.Exclusion is Exclusion.OtherPython)) return null;
        InputRequirement alone = new(Requirement.Parse($"{name}=={last}"), new SourceLocation("", 1, 1));
        return await solve(new ResolutionRequest(request.Target, [alone]) { Options = request.Options }, cancellationToken) is null
            ? null
            : Statement.Of($"`{name}` excludes Python {request.Target.Python} from {newer[0].Version} on; {last} is the newest for it");
    }

    // The newest of the versions that are asked for and have wheels, only not for this target.
    private Statement? Elsewhere(IGrouping<PackageName, ExplainedFact> facts)
    {
        VersionTable table = proof.Table(facts.Key);
        if (table.Listing is null) return null;
        foreach ((ExplainedFact fact, int i) in facts.SelectMany(fact => proof.Missed(fact).Members().Select(i => (Fact: fact, Version: i))).OrderByDescending(static one => one.Version))
        {
            PyVersion version = table.Versions[i];
            ProjectListing only = table.Listing with { Files = [.. table.Listing.Files.Where(file => file.IsWheel && file.Yanked is null && file.Version.Equals(version))] };
            string[] pythons = [.. s_pythons.Where(python => IsTaken(fact, python) && Has(only, request.Target.Platform, python)).Select(static python => python.ToString())];
            if (pythons.Length > 0) return Statement.Of(request.Target.Platform, platform => $"`{table.Name}` {version} has wheels for Python {Range(pythons)} on {platform}");
            Platform[] others = [.. Platform.All.Where(platform => platform.BaseName != request.Target.Platform.BaseName && Has(only, platform, request.Target.Python))];
            string[] platforms = [.. others.Where(platform => !platform.IsMusl || !others.Any(other => !other.IsMusl && other.Os == platform.Os && other.Arch == platform.Arch)).Select(static platform => platform.Name)];
            if (platforms.Length > 0) return Statement.Of(request.Target.Platform, platform => $"`{table.Name}` {version} has wheels for {Phrases.List(platforms)}, not for {platform}");
        }

        return null;
    }

    // A page may not tell the Requires-Python that METADATA names.
    private static bool IsTaken(ExplainedFact fact, PythonVersion python) =>
        fact.Cause is not Cause.Excluded { Exclusion: Exclusion.OtherPython { Specifier: var text } } || !SpecifierSet.TryParse(text, out SpecifierSet? pythons) || pythons.Contains(python.FullVersion);

    private static bool Has(ProjectListing listing, Platform platform, PythonVersion python) =>
        !CandidateList.For(listing, SupportedTags.For(platform, python), python).Candidates.IsEmpty;

    private static string Range(string[] pythons) => pythons.Length > 2 && s_pythons.Count(python => python.CompareTo(PythonVersion.Parse(pythons[0])) >= 0
        && python.CompareTo(PythonVersion.Parse(pythons[^1])) <= 0) == pythons.Length ? $"{pythons[0]} to {pythons[^1]}" : Phrases.List(pythons);
}
