using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Resolution.Explaining;
using LightTheTorch.Resolution.Facts;
using LightTheTorch.Resolution.Solving;

namespace LightTheTorch.Resolution;

/// <summary>Finds the best versions for one target (PubGrub). Its answer depends on the question and on the indexes' answers alone.</summary>
/// <param name="router">The one index that may serve a name. Sources are safe for concurrent calls and remember what they fetched.</param>
public sealed class Resolver(Func<PackageName, IPackageSource> router)
{
    /// <exception cref="LttException">An index failed; that there is no answer is a result instead.</exception>
    public async ValueTask<ResolutionResult> ResolveAsync(ResolutionRequest request, CancellationToken cancellationToken)
    {
        Knowledge knowledge = new(request);
        VersionTables tables = new(router, new VersionRanker(request.Target, request.Options));
        int attempts = 0;
        int conflicts = 0;
        while (true)
        {
            PackageProvider provider = new(request, tables, knowledge);
            Solver solver = new(provider);
            SolverOutcome outcome = await solver.SolveAsync(cancellationToken);
            attempts += solver.Attempts;
            conflicts += solver.Conflicts;
            ResolutionEffort effort = new(attempts, conflicts, provider.MetadataRead);
            if (outcome is SolverOutcome.Unsolvable failed)
            {
                Explanation explanation = await Explainer.ExplainAsync(failed.Root, request, provider.Universe, cancellationToken);
                return new ResolutionResult.Unresolvable(explanation) { Effort = effort };
            }

            if (outcome is not SolverOutcome.Solved solved) continue;
            Answer answer = new(request, provider, solved);
            ImmutableArray<Pin> pins = answer.Pins();
            if (!answer.RefuseUnasked(knowledge)) return new ResolutionResult.Resolved(pins, answer.Notes()) { Effort = effort };
        }
    }
}
