using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Resolution.Facts;
using LightTheTorch.Resolution.Solving;

namespace LightTheTorch.Resolution.Explaining;

/// <summary>From the solver's proof to an <see cref="Explanation"/>.</summary>
/// <param name="request">The question that has no answer.</param>
/// <param name="universe">What was learned of the packages.</param>
/// <param name="solve">Solves another question, to try a hint.</param>
/// <param name="alternatives">The other backends that could serve a package.</param>
internal sealed class Explainer(
    ResolutionRequest request,
    Universe universe,
    Func<ResolutionRequest, CancellationToken, ValueTask<ResolutionResult.Resolved?>> solve,
    Func<PackageName, IEnumerable<(BackendName Backend, IPackageSource Source)>> alternatives)
{
    private const int MostHints = 3;

    public async ValueTask<Explanation> ExplainAsync(Incompatibility failure, CancellationToken cancellationToken)
    {
        ImmutableArray<ExplainedFact> facts = await ProofCore.OfAsync(failure, universe.Root, cancellationToken);
        SourceLocation? location = facts.Select(static fact => OriginOf(fact.Cause)).FirstOrDefault(static origin => origin is not null);
        FactSentences sentences = new(request, universe, facts);
        ChangeHints changes = new(request, solve);
        ImmutableArray<string> hints =
        [
            .. ((ImmutableArray<string>)
            [
                .. await changes.OfAsync(facts, MostHints, cancellationToken),
                .. await new FileHints(request, universe, sentences, alternatives).OfAsync(facts, cancellationToken),
            ]).Distinct().Take(MostHints),
        ];
        hints = [.. hints, .. await changes.OfRequirementsAsync(facts, MostHints - hints.Length, cancellationToken)];
        return new Explanation(request.Target, sentences.All(), hints, location);
    }

    private static SourceLocation? OriginOf(Cause cause) => cause switch
    {
        Cause.Requires requires => requires.Origin,
        Cause.Unsupported unsupported => unsupported.Origin,
        _ => null,
    };
}
