using System.Collections.Immutable;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Resolution;
using LightTheTorch.Resolution.Facts;
using LightTheTorch.Targets;

namespace LightTheTorch.Cli.Compiling;

/// <summary>The passes "list" and "resolve" for many targets side by side. Targets share every page and METADATA and nothing else.</summary>
/// <param name="sources">The one place that may serve a name.</param>
/// <param name="builds">Asks sdists for their METADATA.</param>
/// <param name="allowBuild">Names whose sdists may be built for it.</param>
internal sealed class TargetResolver(TargetSources sources, SdistBuilds builds, ImmutableHashSet<PackageName> allowBuild)
{
    // Targets wait for the same indexes most of their time, so there are more of them at work than there are processors.
    private const int SideBySide = 64;

    private readonly Rankings _rankings = new();

    /// <returns>The answers in the order of the targets, whatever order they came in.</returns>
    public async Task<ImmutableArray<TargetAnswer>> ResolveAsync(ImmutableArray<Target> targets, Func<Target, ResolutionRequest> question, CancellationToken cancellationToken)
    {
        TargetAnswer[] answers = new TargetAnswer[targets.Length];
        ParallelOptions bound = new() { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, targets.Length, bound, async (i, cancel) =>
        {
            Target target = targets[i];
            await sources.PrepareAsync(target, cancel);
            answers[i] = new TargetAnswer(target, await For(target).ResolveAsync(question(target), cancel));
        });
        return [.. answers];
    }

    /// <summary>The resolver of one target alone, whose sources have been prepared.</summary>
    public Resolver For(Target target) => new(name => Source(name, target)) { Rankings = _rankings, Alternatives = name => sources.Elsewhere(name, target) };

    private IPackageSource Source(PackageName name, Target target)
    {
        IPackageSource source = sources.Source(name, target);
        return allowBuild.Contains(name) ? new BuildingSource(source, target.Python, allowBuild, builds) : source;
    }
}

/// <summary>What became of one target.</summary>
internal sealed record TargetAnswer(Target Target, ResolutionResult Result);
