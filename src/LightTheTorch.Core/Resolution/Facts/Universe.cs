using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution.Solving;

namespace LightTheTorch.Resolution.Facts;

/// <summary>The packages of one solve, and what is true of them before anybody selects them.</summary>
internal sealed class Universe(ResolutionRequest request, VersionTables tables, Knowledge knowledge)
{
    private readonly Dictionary<PackageName, VersionTable> _tables = [];
    private readonly Dictionary<PackageName, SolverPackage> _projects = [];
    private readonly Dictionary<(PackageName Name, ExtraName Extra), SolverPackage> _extras = [];
    private readonly Dictionary<PackageName, List<SolverPackage>> _extrasOf = [];
    private readonly Dictionary<(PackageName Name, string Requirement), CandidateSet> _fits = [];
    private int _count;

    public SolverPackage Root { get; private set; } = SolverPackage.Root(0);

    public SolverPackage Python { get; } = SolverPackage.Python(1, request.Target.Python.FullVersion);

    public VersionTable Table(PackageName name) => _tables[name];

    public bool Knows(PackageName name) => _projects.ContainsKey(name);

    /// <summary>Asks the indexes for all these projects at once; afterwards <see cref="Table"/> has them.</summary>
    public async ValueTask LoadAsync(IReadOnlyCollection<PackageName> names, CancellationToken cancellationToken)
    {
        foreach (VersionTable table in await tables.LoadAsync([.. names.Where(name => !_tables.ContainsKey(name))], knowledge, cancellationToken))
            _tables.Add(table.Name, table);
    }

    /// <summary>The package, and on its first mention what excludes some of its versions.</summary>
    public SolverPackage Project(PackageName name, ICollection<SolverFact> facts)
    {
        if (_projects.TryGetValue(name, out SolverPackage? known)) return known;
        VersionTable table = _tables[name];
        SolverPackage package = SolverPackage.Project(NextIndex(), name, table.Versions);
        _projects.Add(name, package);
        foreach (IGrouping<Exclusion, int> group in Enumerable.Range(0, table.Ranked.Length)
            .Select(i => (Index: i, Exclusion: ExclusionOf(name, table.Ranked[i])))
            .Where(static item => item.Exclusion is not null)
            .GroupBy(static item => item.Exclusion!, static item => item.Index))
        {
            HashSet<int> members = [.. group];
            Add(facts, ExclusionFact(package, CandidateSet.Where(package.Versions.Length, members.Contains), group.Key));
        }

        foreach (InputRequirement constraint in request.Constraints.Where(constraint => constraint.Requirement.Name == name))
        {
            if (constraint.Requirement.Marker is { } marker && !marker.Evaluate(request.Target.Environment)) continue;
            Term outside = new(package, Fitting(package, constraint.Requirement).Complement(), IsPositive: true);
            Add(facts, Incompatibility.Fact(new Cause.Constrained(constraint.Requirement, constraint.Origin), outside));
        }

        return package;
    }

    public SolverPackage WithExtra(SolverPackage project, ExtraName extra)
    {
        PackageName name = project.Name!; // a project has one
        if (_extras.TryGetValue((name, extra), out SolverPackage? known)) return known;
        SolverPackage package = SolverPackage.WithExtra(NextIndex(), project, extra);
        _extras.Add((name, extra), package);
        if (!_extrasOf.TryGetValue(name, out List<SolverPackage>? siblings)) _extrasOf.Add(name, siblings = []);
        siblings.Add(package);
        return package;
    }

    /// <summary>The packages <c>name[extra]</c> met so far.</summary>
    public IReadOnlyList<SolverPackage> ExtrasOf(PackageName name) => _extrasOf.TryGetValue(name, out List<SolverPackage>? extras) ? extras : [];

    /// <summary>The candidates that meet the requirement's specifier or are its URL; whether they can be used is another question.</summary>
    public CandidateSet Fitting(SolverPackage package, Requirement requirement)
    {
        string key = requirement.Url ?? requirement.Specifier.ToString();
        if (_fits.TryGetValue((requirement.Name, key), out CandidateSet? fitting)) return fitting;
        ImmutableArray<RankedVersion> candidates = _tables[requirement.Name].Ranked;
        fitting = CandidateSet.Where(candidates.Length, i => requirement.Url is { } url
            ? candidates[i].Url == url
            : requirement.Specifier.Contains(candidates[i].Version, prereleases: true));
        _fits.Add((requirement.Name, key), fitting);
        return fitting;
    }

    /// <summary>
    /// What this requirement makes available that an index would not give unasked: pre-releases if its specifier names one or if no final version
    /// fits it (PEP 440, "Handling of pre-releases"), a yanked version if it pins that very one (PEP 592), a file by its URL.
    /// </summary>
    public void Admit(Requirement requirement)
    {
        foreach (RankedVersion candidate in _tables[requirement.Name].Ranked)
        {
            if (IsShunned(requirement.Name, candidate) && Admits(requirement, candidate)) knowledge.Admit(requirement.Name, candidate.Version);
        }
    }

    /// <summary>Whether the requirement asks for this candidate, although an index would not give it unasked.</summary>
    public bool Admits(Requirement requirement, RankedVersion candidate)
    {
        if (requirement.Url is not null || !candidate.IsUsable || !requirement.Specifier.Contains(candidate.Version, prereleases: true)) return false;
        if (candidate.Yanked is not null && !requirement.Specifier.IsPinned()) return false;
        return !candidate.Version.IsPrerelease || IsWelcome(requirement.Name) || requirement.Specifier.NamesPrerelease || !HasFinal(requirement);
    }

    private bool HasFinal(Requirement requirement)
    {
        bool pinned = requirement.Specifier.IsPinned();
        return _tables[requirement.Name].Ranked.Any(candidate => candidate is { IsUsable: true, Version.IsPrerelease: false }
            && (pinned || candidate.Yanked is null)
            && requirement.Specifier.Contains(candidate.Version, prereleases: false));
    }

    public static Incompatibility? ExclusionFact(SolverPackage package, CandidateSet versions, Exclusion exclusion) =>
        Incompatibility.Fact(new Cause.Excluded(exclusion), new Term(package, versions, IsPositive: true));

    private static void Add(ICollection<SolverFact> facts, Incompatibility? fact)
    {
        if (fact is { Terms.Length: > 0 }) facts.Add(new SolverFact(fact));
    }

    private Exclusion? ExclusionOf(PackageName name, RankedVersion candidate)
    {
        if (candidate.Exclusion is { } exclusion) return exclusion;
        if (!IsShunned(name, candidate) || knowledge.IsAdmitted(name, candidate.Version)) return null;
        return candidate.Yanked is { } why ? new Exclusion.Yanked(why) : new Exclusion.Prerelease();
    }

    // What an index has, but gives only to those who ask for it.
    private bool IsShunned(PackageName name, RankedVersion candidate) =>
        candidate.Url is null && (candidate.Yanked is not null || (candidate.Version.IsPrerelease && !IsWelcome(name)));

    private bool IsWelcome(PackageName name) => request.Options.Prereleases || request.Options.PrereleasesOf.Contains(name);

    // The root is 0, Python 1.
    private int NextIndex() => 2 + _count++;
}
