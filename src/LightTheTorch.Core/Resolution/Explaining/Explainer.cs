using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Resolution.Facts;
using LightTheTorch.Resolution.Solving;

namespace LightTheTorch.Resolution.Explaining;

/// <summary>From the solver's proof to an <see cref="Explanation"/>.</summary>
internal static class Explainer
{
    public static async ValueTask<Explanation> ExplainAsync(
        Incompatibility failure, ResolutionRequest request, Universe universe, CancellationToken cancellationToken)
    {
        ImmutableArray<ExplainedFact> facts = await ProofCore.OfAsync(failure, universe.Root, cancellationToken);
        SourceLocation? location = facts.Select(static fact => (fact.Cause as Cause.Requires)?.Origin).FirstOrDefault(static origin => origin is not null);
        return new Explanation(request.Target, new FactSentences(request, universe, facts).All(), [], location);
    }
}
