using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution.Solving;
using LightTheTorch.Versions;

namespace LightTheTorch.Resolution.Facts;

/// <summary>
/// Taste: which package is decided next, and which of its versions is the best. Any order gives a valid answer; this one gives the answers that
/// people know from uv: packages in the order of their discovery, exact pins before all, packages that keep conflicting early.
/// </summary>
internal sealed class Preferences(ResolutionRequest request)
{
    private readonly Dictionary<PackageName, int> _order = [];
    private readonly HashSet<PackageName> _pinned = [];
    private readonly HashSet<PackageName> _direct = [];
    private readonly Dictionary<PackageName, int> _conflicts = [];

    public void OnRequired(Requirement requirement, bool isDirect)
    {
        _order.TryAdd(requirement.Name, _order.Count);
        if (isDirect) _direct.Add(requirement.Name);
        if (requirement.Url is not null || requirement.Specifier.IsPinned()) _pinned.Add(requirement.Name);
    }

    public void OnConflict(Incompatibility conflict, PartialSolution solution)
    {
        foreach (Term term in conflict.Terms)
        {
            if (term.Package.Name is { } name && solution.IsDecided(term.Package)) _conflicts[name] = _conflicts.GetValueOrDefault(name) + 1;
        }
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
        return (_pinned.Contains(name) ? 2 : 5, order, package.Index);
    }

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
