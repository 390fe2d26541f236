using System.Collections.Immutable;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Resolution;
using LightTheTorch.Targets;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Compiling;

/// <summary>The passes "route", "list" and "resolve" for many targets side by side. Targets share every page and METADATA and nothing else.</summary>
/// <param name="catalogue">For the backend of each target.</param>
/// <param name="router">Which index may serve a name.</param>
/// <param name="connection">Opens that index.</param>
internal sealed class TargetResolver(BackendCatalogue catalogue, IndexRouter router, IndexConnection connection)
{
    /// <returns>The answers in the order of the targets, whatever order they came in.</returns>
    public async Task<ImmutableArray<TargetAnswer>> ResolveAsync(ImmutableArray<Target> targets, Func<Target, ResolutionRequest> question, CancellationToken cancellationToken)
    {
        TargetAnswer[] answers = new TargetAnswer[targets.Length];
        await Parallel.ForAsync(0, targets.Length, cancellationToken, async (i, cancel) =>
        {
            Resolver resolver = new(name => Source(name, targets[i]));
            answers[i] = new TargetAnswer(targets[i], await resolver.ResolveAsync(question(targets[i]), cancel));
        });
        return [.. answers];
    }

    /// <summary>The index that may serve a package to a target; its root is what a lock says the file came from.</summary>
    public IndexRoute Route(PackageName name, Target target) =>
        router.Route(name, catalogue.Find(target.Backend) ?? throw new ArgumentException($"`{target.Backend}` is not in the catalogue", nameof(target)));

    private IPackageSource Source(PackageName name, Target target) => connection.Source(Route(name, target));
}

/// <summary>What became of one target.</summary>
internal sealed record TargetAnswer(Target Target, ResolutionResult Result);
