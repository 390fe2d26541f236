using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution.Solving;
using LightTheTorch.Versions;

namespace LightTheTorch.Resolution.Facts;

/// <summary>
/// Taste: which package is decided next, and which of its versions is the best. Any order gives a valid answer; this one gives the answers that
/// people know from uv: packages in the order of their discovery, exact pins before all. Where a version that was decided early keeps ruling out the
/// versions of another package, that one is decided first from then on: rather tokenizers of last year than transformers of five years ago.
/// </summary>
internal sealed class Preferences(ResolutionRequest request)
{
    // So many versions may be ruled out before the order is changed.
    private const int Patience = 5;

    private readonly Dictionary<PackageName, int> _order = [];
    private readonly HashSet<PackageName> _pinned = [];
    private readonly HashSet<PackageName> _direct = [];
    private readonly Dictionary<PackageName, int> _affected = [];
    private readonly Dictionary<PackageName, int> _blamed = [];
    private readonly HashSet<PackageName> _early = [];
    private readonly HashSet<PackageName> _late = [];
    private SolverPackage? _hasty;

    public void OnRequired(Requirement requirement, bool isDirect)
    {
        _order.TryAdd(requirement.Name, _order.Count);
        if (isDirect) _direct.Add(requirement.Name);
        if (requirement.Url is not null || requirement.Specifier.IsPinned()) _pinned.Add(requirement.Name);
    }

    /// <summary>A version of <paramref name="affected"/> does not go with what was decided of the other packages of the conflict.</summary>
    public void OnConflict(SolverPackage affected, Incompatibility conflict)
    {
        if (affected.Name is not { } name) return;
        bool isBetweenPackages = false;
        foreach (Term term in conflict.Terms)
        {
            if (term.Package.Name is not { } other || other.Equals(name)) continue;
            isBetweenPackages = true;
            if (Count(_blamed, other) == Patience && !IsPlaced(other) && _late.Add(other)) _hasty = term.Package;
        }

        if (isBetweenPackages && Count(_affected, name) == Patience && !IsPlaced(name)) _early.Add(name);
    }

    /// <summary>A package that turned out to have been decided too early; each at most once.</summary>
    public SolverPackage? TakeBack()
    {
        SolverPackage? hasty = _hasty;
        _hasty = null;
        return hasty;
    }

    public (SolverPackage Package, int Version) Choose(PartialSolution solution, Universe universe)
    {
        Term best = solution.Open().MinBy(term => Rank(term, solution, universe))!; // never empty
        return (best.Package, Best(best, universe));
    }

    // Smaller comes first. An extra waits for its project, and follows it at once.
    private (int Class, int Order, int Index) Rank(Term term, PartialSolution solution, Universe universe)
    {
        SolverPackage package = term.Package;
        if (package.Name is not { } name) return (0, 0, package.Index);
        if (Needed(package) is { } needed) return (-1, request.Choices.IndexOf(needed), package.Index);
        int order = _order[name];
        if (package.Kind == PackageKind.Extra) return solution.IsDecided(universe.Project(name, [])) ? (1, order, package.Index) : (9, order, package.Index);
        return (_pinned.Contains(name) ? 2 : _early.Contains(name) ? 3 : _late.Contains(name) ? 4 : 5, order, package.Index);
    }

    private static int Count(Dictionary<PackageName, int> counts, PackageName name) => counts[name] = counts.GetValueOrDefault(name) + 1;

    // There is nothing to gain by deciding an exact pin at another time, and no package changes its place twice.
    private bool IsPlaced(PackageName name) => _pinned.Contains(name) || _early.Contains(name) || _late.Contains(name);

    /// <summary>What would be chosen after this version, the best first, if it and each one after it were ruled out.</summary>
    public IEnumerable<int> After(Term term, int version, Universe universe)
    {
        Func<int, (int Url, int Kept, int Kind, int Position)> key = Key(term.Package, universe);
        return term.Versions.Members().Where(i => i != version).OrderBy(key);
    }

    private int Best(Term term, Universe universe)
    {
        if (term.Package.Name is not { } name) return term.Versions.Members().First();
        IEnumerable<int> members = term.Versions.Members();
        if (Needed(term.Package) is { } needed)
        {
            ImmutableArray<RankedVersion> ranked = universe.Table(name).Ranked;
            PyVersion best = members.Select(i => ranked[i].Version.Public).Min(needed.Order)!; // a term that is open has a version
            members = members.Where(i => ranked[i].Version.Public.Equals(best));
        }

        return members.MinBy(Key(term.Package, universe));
    }

    // Smaller is better.
    private Func<int, (int Url, int Kept, int Kind, int Position)> Key(SolverPackage package, Universe universe)
    {
        PackageName name = package.Name!; // only projects and their extras have versions to choose from
        ImmutableArray<RankedVersion> ranked = universe.Table(name).Ranked;
        bool lowest = request.Options.Mode == ResolutionMode.Lowest || (request.Options.Mode == ResolutionMode.LowestDirect && _direct.Contains(name));
        request.Preferences.TryGetValue(name, out PyVersion? preferred);
        return i => (
            ranked[i].Url is null ? 0 : 1,
            ResolutionRequest.Distance(ranked[i].Version, preferred),
            ranked[i].File is { IsWheel: true } ? 0 : 1,
            lowest ? i : -i);
    }

    private VersionChoice? Needed(SolverPackage package) =>
        package.Kind == PackageKind.Project ? request.Choices.FirstOrDefault(choice => choice.IsNeeded && choice.Name.Equals(package.Name)) : null;
}
