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
    private readonly Dictionary<(PackageName Name, string Requirement), bool> _finals = [];
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

        if (request.Choices.FirstOrDefault(choice => choice.Name.Equals(name)) is { } choice)
            Add(facts, ExclusionFact(package, CandidateSet.Where(package.Versions.Length, i => !choice.Allows(package.Versions[i])), new Exclusion.NotShared()));

        foreach (InputRequirement constraint in ConstraintsOn(name))
        {
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
        ImmutableArray<RankedVersion> ranked = _tables[requirement.Name].Ranked;
        fitting = CandidateSet.Where(ranked.Length, i => requirement.Url is { } url
            ? ranked[i].Url == url
            : requirement.Specifier.Contains(ranked[i].Version, prereleases: true));
        _fits.Add((requirement.Name, key), fitting);
        return fitting;
    }

    /// <summary>
    /// What this requirement makes available that an index would not give unasked: pre-releases if its specifier names one or if no final version
    /// fits it (PEP 440, "Handling of pre-releases"), a yanked version if it pins that very one (PEP 592), a file by its URL.
    /// </summary>
    public void Admit(Requirement requirement)
    {
        foreach (RankedVersion version in _tables[requirement.Name].Ranked.Where(version => IsShunned(requirement.Name, version)))
        {
            if (Admits(requirement, version) || IsAdmittedByConstraint(requirement.Name, version)) knowledge.Admit(requirement.Name, version.Version);
        }
    }

    /// <summary>Whether a constraint names this very version or pre-release; it counts once the package is needed.</summary>
    public bool IsAdmittedByConstraint(PackageName name, RankedVersion version) => ConstraintsOn(name).Any(constraint =>
        (constraint.Requirement.Specifier.NamesPrerelease || constraint.Requirement.Specifier.IsPinned()) && Admits(constraint.Requirement, version));

    /// <summary>Whether the requirement asks for this candidate, although an index would not give it unasked.</summary>
    public bool Admits(Requirement requirement, RankedVersion version)
    {
        if (requirement.Url is not null || !version.IsUsable || !requirement.Specifier.Contains(version.Version, prereleases: true)) return false;
        if (version.Yanked is not null && !requirement.Specifier.IsPinned()) return false;
        return !version.Version.IsPrerelease || IsWelcome(requirement.Name) || requirement.Specifier.NamesPrerelease || !HasFinal(requirement);
    }

    private bool HasFinal(Requirement requirement)
    {
        (PackageName, string) key = (requirement.Name, requirement.Specifier.ToString());
        if (_finals.TryGetValue(key, out bool known)) return known;
        bool pinned = requirement.Specifier.IsPinned();
        return _finals[key] = _tables[requirement.Name].Ranked.Any(version => version is { IsUsable: true, Version.IsPrerelease: false }
            && (pinned || version.Yanked is null)
            && requirement.Specifier.Contains(version.Version, prereleases: false));
    }

    /// <summary>That these versions cannot be used; null if there are none. A Requires-Python speaks of two packages: the versions and the Python that is there.</summary>
    public Incompatibility? ExclusionFact(SolverPackage package, CandidateSet versions, Exclusion exclusion)
    {
        Cause.Excluded cause = new(exclusion);
        Term excluded = new(package, versions, IsPositive: true);
        return exclusion is Exclusion.OtherPython
            ? Incompatibility.Fact(cause, excluded, new Term(Python, Python.All, IsPositive: true))
            : Incompatibility.Fact(cause, excluded);
    }

    private static void Add(ICollection<SolverFact> facts, Incompatibility? fact)
    {
        if (fact is { Terms.Length: > 0 }) facts.Add(new SolverFact(fact));
    }

    private Exclusion? ExclusionOf(PackageName name, RankedVersion version)
    {
        if (version.Exclusion is { } exclusion) return exclusion;
        if (!IsShunned(name, version) || knowledge.IsAdmitted(name, version.Version)) return null;
        return version.Yanked is { } why ? new Exclusion.Yanked(why) : new Exclusion.Prerelease();
    }

    private IEnumerable<InputRequirement> ConstraintsOn(PackageName name) => request.Constraints.Where(constraint =>
        constraint.Requirement.Name.Equals(name) && (constraint.Requirement.Marker is not { } marker || marker.Evaluate(request.Target.Environment)));

    // What an index has, but gives only to those who ask for it.
    private bool IsShunned(PackageName name, RankedVersion version) =>
        version.Url is null && (version.Yanked is not null || (version.Version.IsPrerelease && !IsWelcome(name)));

    private bool IsWelcome(PackageName name) => request.Options.Prereleases || request.Options.PrereleasesOf.Contains(name);

    // The root is 0, Python 1.
    private int NextIndex() => 2 + _count++;
}
