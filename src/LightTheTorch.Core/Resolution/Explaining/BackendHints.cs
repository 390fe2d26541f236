using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution.Solving;
using LightTheTorch.Torch;
using LightTheTorch.Versions;
using LightTheTorch.Wheels;

namespace LightTheTorch.Resolution.Explaining;

/// <summary>Hints at backends that go further: where this one ends, and what others have for the same target. They are read off the indexes' pages.</summary>
internal sealed class BackendHints(ResolutionRequest request, ProofFacts proof, Func<PackageName, IEnumerable<(BackendName Backend, IPackageSource Source)>> alternatives)
{
    // There are more backends than anybody wants to read of in one line.
    private const int MostBackends = 4;

    private readonly SupportedTags _tags = SupportedTags.For(request.Target.Platform, request.Target.Python);

    public async ValueTask<ImmutableArray<Statement>> OfAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<Statement>.Builder hints = ImmutableArray.CreateBuilder<Statement>();
        foreach (IGrouping<PackageName, Cause.Requires> asked in proof.All
            .Select(static fact => fact.Cause)
            .OfType<Cause.Requires>()
            .Where(static requires => requires is { To.Kind: PackageKind.Project, Requirement.Url: null })
            .GroupBy(static requires => requires.To.Name!)) // a project has one
        {
            PyVersion? last = Last(asked.Key);
            ImmutableArray<Requirement> own = [.. asked.Where(static requires => requires.Origin is not null).Select(static requires => requires.Requirement)];
            Requirement? missing = asked.FirstOrDefault(IsMissing)?.Requirement;
            if (missing is null && (own.IsEmpty || last is null || !EndTakesPart(asked.First().To, last))) continue;
            ImmutableArray<(BackendName Backend, PyVersion Newest)> found = await FindAsync(asked.Key, own.IsEmpty ? [missing!] : own, cancellationToken); // one of the two is there
            if (missing is null) found = [.. found.Where(other => other.Newest > last!)];
            if (!found.IsEmpty) hints.Add(Statement.Of(request.Target, target => Text(asked.Key, last, found, target)));
        }

        return hints.DrainToImmutable();
    }

    private static string Others(IEnumerable<(BackendName Backend, PyVersion Newest)> found) => string.Join(", ", found
        .GroupBy(static other => other.Newest, static other => $"`{other.Backend}`")
        .Select(static same =>
        {
            IEnumerable<string> named = same.Count() > MostBackends ? same.Take(MostBackends).Append($"{same.Count() - MostBackends} more") : same;
            return $"{Phrases.List(named)} {(same.Count() == 1 ? "has" : "have")} {same.Key}";
        }));

    private string Text(PackageName name, PyVersion? last, ImmutableArray<(BackendName Backend, PyVersion Newest)> found, string target)
    {
        BackendName here = request.Target.Backend;
        if (last is null) return $"`{here}` has no `{name}` for {target}; {Others(found)}";
        return found.All(other => other.Newest > last)
            ? $"`{here}` ends with `{name}` {last.Public} for {target}; {Others(found)}"
            : $"of `{name}` for {target}, {Others(found)}";
    }

    // The newest final version that this backend has for the target.
    private PyVersion? Last(PackageName name) =>
        proof.Table(name).Ranked.LastOrDefault(static version => version is { IsUsable: true, Yanked: null, Url: null, Version.IsPrerelease: false })?.Version;

    // Nothing of this index meets the requirement on the target: no such version, or no wheel for it.
    private bool IsMissing(Cause.Requires requires) => proof.All
        .Where(fact => fact.Package == requires.To && fact.Cause is Cause.Excluded)
        .Aggregate(proof.Fitting(requires.To, requires.Requirement), static (left, fact) => left.Except(fact.Versions)).IsEmpty;

    // The newest that there is here is what does not fit: a newer one could.
    private bool EndTakesPart(SolverPackage package, PyVersion? last) => proof.All.Any(fact =>
        fact.Package == package && fact.Cause is Cause.Requires && fact.Versions.Members().Any(i => package.Versions[i].Equals(last)));

    private async ValueTask<ImmutableArray<(BackendName Backend, PyVersion Newest)>> FindAsync(PackageName name, ImmutableArray<Requirement> requirements, CancellationToken cancellationToken)
    {
        ImmutableArray<(BackendName Backend, PyVersion Newest)>.Builder found = ImmutableArray.CreateBuilder<(BackendName Backend, PyVersion Newest)>();
        foreach ((BackendName backend, IPackageSource source) in alternatives(name))
        {
            if (backend.Equals(request.Target.Backend) || await TryFindAsync(source, name, cancellationToken) is not { } listing) continue;
            if (CandidateList.For(listing, _tags, request.Target.Python, request.Options.ExcludeNewer).Candidates
                .FirstOrDefault(candidate => !candidate.IsSdist && !candidate.IsYanked && requirements.All(requirement => requirement.Specifier.Contains(candidate.Version))) is { } newest)
            {
                found.Add((backend, newest.Version.Public));
            }
        }

        return found.DrainToImmutable();
    }

    // An index that does not answer, offline for one, takes no hint away from the others, and nothing from the refusal.
    private static async ValueTask<ProjectListing?> TryFindAsync(IPackageSource source, PackageName name, CancellationToken cancellationToken)
    {
        try
        {
            return await source.FindAsync(name, cancellationToken);
        }
        catch (LttException)
        {
            return null;
        }
    }
}
