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
    public async ValueTask<Explanation> ExplainAsync(Incompatibility failure, CancellationToken cancellationToken)
    {
        ImmutableArray<ExplainedFact> facts = await ProofCore.OfAsync(failure, universe.Root, cancellationToken);
        SourceLocation? location = facts.Select(static fact => OriginOf(fact.Cause)).FirstOrDefault(static origin => origin is not null);
        ProofFacts proof = new(universe, facts);
        ChangeHints changes = new(request, proof, TrySolveAsync);
        ImmutableArray<Statement> hints =
        [
            .. ((ImmutableArray<Statement>)
            [
                .. await changes.OfAsync(Explanation.MostHints, cancellationToken),
                .. await new BackendHints(request, proof, alternatives).OfAsync(cancellationToken),
                .. await new FileHints(request, proof, TrySolveAsync).OfAsync(cancellationToken),
            ]).Distinct().Take(Explanation.MostHints),
        ];
        hints = [.. hints, .. await changes.OfRequirementsAsync(Explanation.MostHints - hints.Length, cancellationToken)];
        return new Explanation(request.Target, new FactSentences(request, proof).All(), hints, location);
    }

    // A hint may need what nobody has read yet. Where that cannot be read, offline for one, the hint is not given; the refusal stands all the same.
    private async ValueTask<ResolutionResult.Resolved?> TrySolveAsync(ResolutionRequest question, CancellationToken cancellationToken)
    {
        try
        {
            return await solve(question, cancellationToken);
        }
        catch (LttException)
        {
            return null;
        }
    }

    private static SourceLocation? OriginOf(Cause cause) => cause switch
    {
        Cause.Requires requires => requires.Origin,
        Cause.Unsupported unsupported => unsupported.Origin,
        _ => null,
    };
}
