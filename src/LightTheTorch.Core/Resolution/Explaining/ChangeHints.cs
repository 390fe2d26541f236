using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution.Facts;
using LightTheTorch.Resolution.Solving;
using LightTheTorch.Versions;

namespace LightTheTorch.Resolution.Explaining;

/// <summary>Hints at another question that would have an answer. Each such question is solved before it is offered.</summary>
internal sealed class ChangeHints(ResolutionRequest request, ProofFacts proof, Func<ResolutionRequest, CancellationToken, ValueTask<ResolutionResult.Resolved?>> solve)
{
    /// <summary>Options and constraints.</summary>
    public ValueTask<ImmutableArray<Statement>> OfAsync(int most, CancellationToken cancellationToken) => TryAsync(proof.All.Select(ChangeOfOption), most, cancellationToken);

    /// <summary>The user's own requirements: what one of them would have to allow.</summary>
    public ValueTask<ImmutableArray<Statement>> OfRequirementsAsync(int most, CancellationToken cancellationToken) => TryAsync(proof.All.Select(ChangeOfRequirement), most, cancellationToken);

    private async ValueTask<ImmutableArray<Statement>> TryAsync(IEnumerable<Change?> changes, int most, CancellationToken cancellationToken)
    {
        ImmutableArray<Statement>.Builder hints = ImmutableArray.CreateBuilder<Statement>();
        foreach (Change change in changes.OfType<Change>().DistinctBy(static change => change.What))
        {
            if (hints.Count >= most) break;
            if (await solve(change.Request, cancellationToken) is { } answer && change.Hint(answer) is { } hint) hints.Add(Statement.Of(hint));
        }

        return hints.DrainToImmutable();
    }

    private Change? ChangeOfOption(ExplainedFact fact) => fact.Cause switch
    {
        Cause.Constrained constrained => new Change(
            $"{constrained.Origin} {constrained.Requirement}",
            request with { Constraints = [.. request.Constraints.Where(constraint => constraint.Origin != constrained.Origin || !constraint.Requirement.Equals(constrained.Requirement))] },
            _ => $"the constraint `{constrained.Requirement.Text()}` in {constrained.Origin.Path}:{constrained.Origin.Line} is what forbids it: without it there is an answer"),
        Cause.Excluded { Exclusion: Exclusion.Prerelease } => new Change(
            "--pre",
            request with { Options = request.Options with { Prereleases = true } },
            static _ => "with `--pre` there is an answer"),
        Cause.Excluded { Exclusion: Exclusion.TooNew } => new Change(
            "--exclude-newer",
            request with { Options = request.Options with { ExcludeNewer = null } },
            static _ => "without `--exclude-newer` there is an answer"),
        Cause.Excluded { Exclusion: Exclusion.OtherHash } => new Change(
            $"--hash {fact.Package.Name}",
            request with { Requirements = WithoutHashes(request.Requirements, fact.Package.Name), Constraints = WithoutHashes(request.Constraints, fact.Package.Name) },
            _ => $"without `--hash` for `{fact.Package.Name}` there is an answer"),
        Cause.Excluded { Exclusion: Exclusion.BuildNeeded } => new Change(
            "--allow-build",
            request with { Options = request.Options with { AllowsAnyBuild = true } },
            answer => AllowBuild(answer, null)),
        Cause.Excluded { Exclusion: Exclusion.NoWheel } when IsSdistPassedOver(fact) => new Change(
            $"--allow-build {fact.Package.Name}",
            request with { Options = request.Options with { AllowBuild = request.Options.AllowBuild.Add(fact.Package.Name!), AllowsAnyBuild = true } }, // only projects are excluded
            answer => AllowBuild(answer, fact.Package.Name)),
        _ => null,
    };

    private Change? ChangeOfRequirement(ExplainedFact fact)
    {
        if (fact.Cause is not Cause.Requires { Requirement: { Url: null, Specifier.Clauses.IsEmpty: false } requirement, Origin: { } origin }) return null;
        InputRequirement? input = request.Requirements.FirstOrDefault(input => input.Origin == origin && input.Requirement.Equals(requirement));
        if (input is null) return null;
        return new Change(
            $"{origin} {requirement}",
            request with { Requirements = request.Requirements.Replace(input, input with { Requirement = requirement.WithAnyVersion() }) },
            answer => $"with `{requirement.Name}` {answer.Pins.First(pin => pin.Name.Equals(requirement.Name)).Version.Public} in place of `{requirement.Text()}` there is an answer");
    }

    // One package that has to be built seldom comes alone: the hint names all of them.
    private string? AllowBuild(ResolutionResult.Resolved answer, PackageName? passedOver)
    {
        string[] names =
        [
            .. answer.Pins
                .Where(pin => !pin.File.IsWheel && (!pin.Metadata.HasStaticDependencies || pin.Name.Equals(passedOver)) && !request.Options.AllowBuild.Contains(pin.Name))
                .Select(static pin => pin.Name.Value),
        ];
        return names.Length == 0 ? null : $"`--allow-build {string.Join(',', names)}` lets pip build {(names.Length == 1 ? "it to learn what it requires" : "them to learn what they require")}";
    }

    // The sdist of a version that has wheels, though not for this target, is not taken unasked.
    private bool IsSdistPassedOver(ExplainedFact fact)
    {
        VersionTable table = proof.Table(fact.Package.Name!); // only projects are excluded
        HashSet<PyVersion> missed = [.. proof.Missed(fact).Members().Select(i => table.Versions[i])];
        return table.Listing is { } listing && listing.Files.Any(file => !file.IsWheel && file.Yanked is null && missed.Contains(file.Version));
    }

    private static ImmutableArray<InputRequirement> WithoutHashes(ImmutableArray<InputRequirement> inputs, PackageName? name) =>
        [.. inputs.Select(input => input.Requirement.Name.Equals(name) ? input with { Hashes = [] } : input)];

    /// <summary>Something that the user could do.</summary>
    /// <param name="What">The same for two changes that are one.</param>
    /// <param name="Request">The question then.</param>
    /// <param name="Hint">What to say of its answer.</param>
    private sealed record Change(string What, ResolutionRequest Request, Func<ResolutionResult.Resolved, string?> Hint);
}
