using System.Collections.Concurrent;
using System.Collections.Immutable;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Resolution;
using LightTheTorch.Targets;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.Cli.Compiling;

/// <summary>The passes "route", "list" and "resolve" for many targets side by side. Targets share every page and METADATA and nothing else.</summary>
/// <param name="catalogue">For the backend of each target.</param>
/// <param name="router">Which index may serve a name.</param>
/// <param name="connection">Opens that index.</param>
/// <param name="allowBuild">Names whose sdists may be built for their METADATA.</param>
internal sealed class TargetResolver(BackendCatalogue catalogue, IndexRouter router, IndexConnection connection, ImmutableHashSet<PackageName> allowBuild)
{
    private static readonly PackageName s_torch = PackageName.Parse("torch");

    private readonly ImpliedRequirements _implied = new(catalogue);
    private readonly ConcurrentDictionary<(IndexRoute Route, BackendName Backend), IPackageSource> _sources = new();

    /// <returns>The answers in the order of the targets, whatever order they came in.</returns>
    public async Task<ImmutableArray<TargetAnswer>> ResolveAsync(ImmutableArray<Target> targets, Func<Target, ResolutionRequest> question, CancellationToken cancellationToken)
    {
        TargetAnswer[] answers = new TargetAnswer[targets.Length];
        await Parallel.ForAsync(0, targets.Length, cancellationToken, async (i, cancel) =>
        {
            Target target = targets[i];
            answers[i] = new TargetAnswer(target, await For(target).ResolveAsync(question(target), cancel));
        });
        return [.. answers];
    }

    /// <summary>The resolver of one target alone.</summary>
    public Resolver For(Target target) => new(name => Source(name, target)) { Alternatives = name => Elsewhere(name, target) };

    /// <summary>The index that may serve a package to a target; its root is what a lock says the file came from.</summary>
    public IndexRoute Route(PackageName name, Target target) =>
        router.Route(name, catalogue.Find(target.Backend) ?? throw new ArgumentException($"`{target.Backend}` is not in the catalogue", nameof(target)));

    // Only PyTorch's names lie elsewhere on another backend.
    private IEnumerable<(BackendName, IPackageSource)> Elsewhere(PackageName name, Target target) =>
        from backend in catalogue.Live
        where !backend.Name.Equals(target.Backend) && backend.On(target.Platform.BaseName) is not null && router.IsFromPyTorch(name, backend)
        select (backend.Name, connection.Source(router.Route(name, backend)));

    private IPackageSource Source(PackageName name, Target target)
    {
        IPackageSource source = _sources.GetOrAdd((Route(name, target), target.Backend), key => new ImpliedRequirementsSource(connection.Source(key.Route), _implied, cancel => TorchesAsync(target, cancel)));
        return allowBuild.Contains(name) ? new BuildingSource(source, target.Python, allowBuild, connection.Builds) : source;
    }

    // The same for all targets of a backend.
    private async ValueTask<ImmutableArray<PyVersion>> TorchesAsync(Target target, CancellationToken cancellationToken)
    {
        ProjectListing? listing = await connection.Source(Route(s_torch, target)).FindAsync(s_torch, cancellationToken);
        return listing is null ? [] : [.. listing.Files.Select(file => file.Version).Distinct()];
    }
}

/// <summary>What became of one target.</summary>
internal sealed record TargetAnswer(Target Target, ResolutionResult Result);
