using System.Collections.Immutable;
using LightTheTorch.Resolution.Solving;

namespace LightTheTorch.Resolution.Explaining;

/// <summary>Hints at another question that would have an answer. Each such question is solved before it is offered.</summary>
internal sealed class ChangeHints(ResolutionRequest request, Func<ResolutionRequest, CancellationToken, ValueTask<bool>> hasAnswer)
{
    public async ValueTask<ImmutableArray<string>> OfAsync(ImmutableArray<ExplainedFact> facts, CancellationToken cancellationToken)
    {
        ImmutableArray<string>.Builder hints = ImmutableArray.CreateBuilder<string>();
        foreach (ExplainedFact fact in facts)
        {
            if (Change(fact) is ({ } changed, { } hint) && !hints.Contains(hint) && await hasAnswer(changed, cancellationToken)) hints.Add(hint);
        }

        return hints.DrainToImmutable();
    }

    private (ResolutionRequest Request, string Hint)? Change(ExplainedFact fact) => fact.Cause switch
    {
        Cause.Constrained constrained => (
            request with { Constraints = [.. request.Constraints.Where(constraint => constraint.Origin != constrained.Origin || !constraint.Requirement.Equals(constrained.Requirement))] },
            $"the constraint `{constrained.Requirement.Text()}` in {constrained.Origin.Path}:{constrained.Origin.Line} is what forbids it: without it there is an answer"),
        Cause.Excluded { Exclusion: Exclusion.Prerelease } => (
            request with { Options = request.Options with { Prereleases = true } },
            "with `--pre` there is an answer"),
        Cause.Excluded { Exclusion: Exclusion.TooNew } => (
            request with { Options = request.Options with { ExcludeNewer = null } },
            "without `--exclude-newer` there is an answer"),
        Cause.Excluded { Exclusion: Exclusion.BuildNeeded } => (
            request with { Options = request.Options with { AllowBuild = request.Options.AllowBuild.Add(fact.Package.Name!) } }, // only projects are excluded
            $"`--allow-build {fact.Package.Name}` lets pip build it to learn what it requires"),
        _ => null,
    };
}
