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
    /// <summary>What was judged already: resolvers of several targets that share it judge each page once for each platform and Python.</summary>
    public Rankings Rankings { get; init; } = new();

    /// <summary>Where else a package could come from, if the user chose another backend; asked only when there is no answer, for a hint.</summary>
    public Func<PackageName, IEnumerable<(BackendName Backend, IPackageSource Source)>> Alternatives { get; init; } = static _ => [];

    /// <exception cref="LttException">An index failed; that there is no answer is a result instead.</exception>
    public async ValueTask<ResolutionResult> ResolveAsync(ResolutionRequest request, CancellationToken cancellationToken)
    {
        (Answer? answer, Incompatibility? failure, Universe universe, ResolutionEffort effort) = await SolveAsync(request, cancellationToken);
        if (answer is not null) return new ResolutionResult.Resolved(answer.Pins(), answer.Notes()) { Effort = effort };
        Explainer explainer = new(request, universe, TryResolveAsync, Alternatives);
        return new ResolutionResult.Unresolvable(await explainer.ExplainAsync(failure!, cancellationToken)) { Effort = effort }; // one of the two is there
    }

    /// <summary>The same without an explanation, which costs more than the answer: null if there is none.</summary>
    /// <exception cref="LttException">An index failed.</exception>
    public async ValueTask<ResolutionResult.Resolved?> TryResolveAsync(ResolutionRequest request, CancellationToken cancellationToken)
    {
        (Answer? answer, _, _, ResolutionEffort effort) = await SolveAsync(request, cancellationToken);
        return answer is null ? null : new ResolutionResult.Resolved(answer.Pins(), answer.Notes()) { Effort = effort };
    }

    // Starts again when something is learned that changes what the packages offer; that happens at most once for each thing there is to learn.
    private async ValueTask<(Answer? Answer, Incompatibility? Failure, Universe Universe, ResolutionEffort Effort)> SolveAsync(
        ResolutionRequest request, CancellationToken cancellationToken)
    {
        Knowledge knowledge = new(request);
        VersionTables tables = new(router, new VersionRanker(request.Target, request.Options, new AllowedFiles(request), Rankings));
        ResolutionEffort effort = default;
        while (true)
        {
            PackageProvider provider = new(request, tables, knowledge, cancellationToken);
            Solver solver = new(provider);
            SolverOutcome outcome = await solver.SolveAsync(cancellationToken);
            effort = new ResolutionEffort(effort.Attempts + solver.Attempts, effort.Conflicts + solver.Conflicts, provider.MetadataRead, solver.Incompatibilities);
            if (outcome is SolverOutcome.Unsolvable failed) return (null, failed.Root, provider.Universe, effort);
            if (outcome is not SolverOutcome.Solved solved) continue;
            Answer answer = new(request, provider, solved);
            if (!answer.RefuseUnasked(knowledge)) return (answer, null, provider.Universe, effort);
        }
    }
}
