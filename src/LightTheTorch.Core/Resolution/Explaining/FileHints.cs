using System.Collections.Immutable;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution.Facts;
using LightTheTorch.Resolution.Solving;
using LightTheTorch.Targets;
using LightTheTorch.Versions;
using LightTheTorch.Wheels;

namespace LightTheTorch.Resolution.Explaining;

/// <summary>Hints at files that exist: on another backend, for another Python, for another platform. They are read off the indexes' pages.</summary>
internal sealed class FileHints(
    ResolutionRequest request, Universe universe, FactSentences sentences, Func<PackageName, IEnumerable<(BackendName Backend, IPackageSource Source)>> alternatives)
{
    // Older Pythons are nobody's way out.
    private static readonly ImmutableArray<PythonVersion> s_pythons = [.. Enumerable.Range(9, 6).Select(static minor => PythonVersion.Parse($"3.{minor}"))];

    public async ValueTask<ImmutableArray<string>> OfAsync(ImmutableArray<ExplainedFact> facts, CancellationToken cancellationToken)
    {
        ImmutableArray<string>.Builder hints = ImmutableArray.CreateBuilder<string>();
        foreach (ExplainedFact fact in facts)
        {
            if (fact.Cause is Cause.Requires { To.Kind: PackageKind.Project } requires && IsMissing(facts, requires))
                hints.AddRange(await OtherBackendsAsync(requires.Requirement, cancellationToken));
            else if (fact.Cause is Cause.Excluded { Exclusion: Exclusion.NoWheel or Exclusion.OtherPython } && Elsewhere(fact) is { } hint)
                hints.Add(hint);
        }

        return hints.DrainToImmutable();
    }

    private static bool Fits(ProjectListing listing, Requirement requirement, Target target, out PyVersion? newest)
    {
        newest = CandidateList.For(listing, SupportedTags.For(target.Platform, target.Python), target.Python).Candidates
            .FirstOrDefault(candidate => !candidate.IsSdist && !candidate.IsYanked && requirement.Specifier.Contains(candidate.Version))?.Version;
        return newest is not null;
    }

    // Nothing of this index meets the requirement on the target: no such version, or no wheel for it.
    private bool IsMissing(ImmutableArray<ExplainedFact> facts, Cause.Requires requires)
    {
        CandidateSet fitting = universe.Fitting(requires.To, requires.Requirement);
        return facts.Where(fact => fact.Package == requires.To && fact.Cause is Cause.Excluded)
            .Aggregate(fitting, static (left, fact) => left.Except(fact.Versions)).IsEmpty;
    }

    private async ValueTask<IEnumerable<string>> OtherBackendsAsync(Requirement requirement, CancellationToken cancellationToken)
    {
        List<string> found = [];
        foreach ((BackendName backend, IPackageSource source) in alternatives(requirement.Name))
        {
            if (backend.Equals(request.Target.Backend) || await source.FindAsync(requirement.Name, cancellationToken) is not { } listing) continue;
            if (Fits(listing, requirement, request.Target, out PyVersion? newest)) found.Add($"`{backend}` has `{requirement.Name}` {newest!.Public}"); // it fits
        }

        return found.Count == 0 ? [] : [$"for {request.Target}, {string.Join(", ", found)}"];
    }

    // The newest of the versions that are asked for and have wheels, only not for this target.
    private string? Elsewhere(ExplainedFact fact)
    {
        VersionTable table = universe.Table(fact.Package.Name!); // only projects are excluded
        if (table.Listing is null) return null;
        foreach (int i in fact.Versions.Intersect(sentences.Wanted(fact.Package)).Members().Reverse())
        {
            PyVersion version = table.Versions[i];
            ProjectListing only = table.Listing with { Files = [.. table.Listing.Files.Where(file => file.IsWheel && file.Yanked is null && file.Version.Equals(version))] };
            string[] pythons = [.. s_pythons.Where(python => Has(only, request.Target.Platform, python)).Select(static python => python.ToString())];
            string[] platforms = [.. Platform.All.Where(platform => platform.BaseName != request.Target.Platform.BaseName && Has(only, platform, request.Target.Python)).Select(static platform => platform.Name)];
            if (pythons.Length > 0) return $"`{table.Name}` {version} has wheels for Python {Range(pythons)} on {request.Target.Platform}";
            if (platforms.Length > 0) return $"`{table.Name}` {version} has wheels for {List(platforms)}, not for {request.Target.Platform}";
        }

        return null;
    }

    private static bool Has(ProjectListing listing, Platform platform, PythonVersion python) =>
        !CandidateList.For(listing, SupportedTags.For(platform, python), python).Candidates.IsEmpty;

    private static string Range(string[] pythons) => pythons.Length > 2 && s_pythons.Count(python => python.CompareTo(PythonVersion.Parse(pythons[0])) >= 0
        && python.CompareTo(PythonVersion.Parse(pythons[^1])) <= 0) == pythons.Length ? $"{pythons[0]} to {pythons[^1]}" : List(pythons);

    private static string List(string[] items) => items.Length == 1 ? items[0] : $"{string.Join(", ", items[..^1])} and {items[^1]}";
}
