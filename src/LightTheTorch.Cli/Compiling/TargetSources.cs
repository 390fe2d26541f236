using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.IO.Simple;
using LightTheTorch.Names;
using LightTheTorch.Targets;
using LightTheTorch.Torch;
using LightTheTorch.Versions;
using LightTheTorch.Wheels;

namespace LightTheTorch.Cli.Compiling;

/// <summary>The pass "route" for each target: the one place that may serve a name, opened.</summary>
/// <param name="catalogue">For the backend of each target.</param>
/// <param name="plan">The closed map, and what the user wants of torch.</param>
/// <param name="connection">Opens indexes and pages; targets share them.</param>
internal sealed class TargetSources(BackendCatalogue catalogue, LockPlan plan, IndexConnection connection)
{
    private static readonly PackageName s_torch = PackageName.Parse("torch");

    // Stands for every torch in an address without the placeholder.
    private static readonly PyVersion s_anyVersion = PyVersion.Parse("0");

    private readonly ImpliedRequirements _implied = new(catalogue);
    private readonly ConcurrentDictionary<Target, IndexRouter> _routers = new();
    private readonly ConcurrentDictionary<(IndexRoute Route, Target Target), IPackageSource> _sources = new();

    /// <summary>Reads what <c>--find-links</c> declares for the target; must be over before the target's names are routed.</summary>
    public async Task PrepareAsync(Target target, CancellationToken cancellationToken)
    {
        if (plan.FindLinks.IsEmpty) return;
        ImmutableArray<UserSource> found = await FoundLinks.DeclareAsync(plan.FindLinks, target.Backend, (route, cancel) => PagesAsync(route, target, cancel), cancellationToken);
        _routers[target] = plan.Router.With(found);
    }

    public IndexRoute Route(PackageName name, Target target) => Router(target).Route(name, BackendOf(target));

    public IPackageSource Source(PackageName name, Target target) =>
        _sources.GetOrAdd((Route(name, target), target), key => new ImpliedRequirementsSource(Open(key.Route, target), _implied, cancel => AllTorchesAsync(target, cancel)));

    /// <summary>Where a name would come from on other backends; only PyTorch's names lie elsewhere there.</summary>
    public IEnumerable<(BackendName, IPackageSource)> Elsewhere(PackageName name, Target target) =>
        from backend in catalogue.Live
        where !backend.Name.Equals(target.Backend) && backend.On(target.Platform.BaseName) is not null && plan.Router.IsFromPyTorch(name, backend)
        let route = plan.Router.Route(name, backend)
        where route is IndexRoute.Simple { IsUsers: false } // the user's own place has nothing to do with backends
        select (backend.Name, connection.Source((IndexRoute.Simple)route));

    private IndexRouter Router(Target target) => _routers.GetValueOrDefault(target, plan.Router);

    private Backend BackendOf(Target target) => catalogue.Find(target.Backend) ?? throw new ArgumentException($"`{target.Backend}` is not in the catalogue", nameof(target));

    private IPackageSource Open(IndexRoute route, Target target) => route switch
    {
        IndexRoute.Simple simple => connection.Source(simple),
        IndexRoute.FindLinks { NeedsTorch: false } links => connection.Page(links.PageFor(s_anyVersion)),
        IndexRoute.FindLinks links => new TorchPagesSource(
            links.Template.Replace("{backend}", links.Backend.Value, StringComparison.Ordinal),
            torch => connection.Page(links.PageFor(torch), isOneOfMany: true),
            cancel => TorchesAsync(target, wanted: true, cancel),
            cancel => TorchesAsync(target, wanted: false, cancel))
        {
            WhenNothing = (torches, cancel) => FoundLinks.MustHaveOneAsync(links.Template, [.. links.PagesFor(torches).Select(page => connection.Page(page, isOneOfMany: true))], cancel),
        },
        _ => throw new UnreachableException(),
    };

    private async ValueTask<ImmutableArray<FlatPageSource>> PagesAsync(IndexRoute.FindLinks route, Target target, CancellationToken cancellationToken) =>
        [.. route.PagesFor(route.NeedsTorch ? await TorchesAsync(target, wanted: true, cancellationToken) : []).Select(page => connection.Page(page, route.NeedsTorch))];

    // The same for all targets of a backend.
    private async ValueTask<ImmutableArray<PyVersion>> AllTorchesAsync(Target target, CancellationToken cancellationToken) =>
        await ListTorchAsync(target, cancellationToken) is { } listing ? [.. listing.Files.Select(file => file.Version).Distinct()] : [];

    // Those that the user's own words allow, or the others that have a wheel for the target.
    private async ValueTask<ImmutableArray<PyVersion>> TorchesAsync(Target target, bool wanted, CancellationToken cancellationToken)
    {
        if (await ListTorchAsync(target, cancellationToken) is not { } listing) return [];
        SpecifierSet asked = plan.Torch(target);
        CandidateList candidates = CandidateList.For(listing, SupportedTags.For(target.Platform, target.Python), target.Python);
        return [.. candidates.Candidates.Select(candidate => candidate.Version.Public).Where(version => asked.Contains(version) == wanted).Distinct()];
    }

    private async ValueTask<ProjectListing?> ListTorchAsync(Target target, CancellationToken cancellationToken) =>
        plan.Router.Route(s_torch, BackendOf(target)) is IndexRoute.Simple simple ? await connection.Source(simple).FindAsync(s_torch, cancellationToken) : null;
}
