using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Resolution.Solving;

namespace LightTheTorch.Resolution.Facts;

/// <summary>Answers the solver's questions from indexes and METADATA: the rules of Python packaging as incompatibilities.</summary>
internal sealed class PackageProvider(ResolutionRequest request, VersionTables tables, Knowledge knowledge, CancellationToken solve) : ISolverProvider
{
    private readonly Universe _universe = new(request, tables, knowledge);
    private readonly DependencyRules _rules = new(request);
    private readonly Preferences _preferences = new(request);
    private readonly Prefetcher _prefetcher = new(tables, solve);
    private readonly Scout _scout = new(request, tables, new DependencyRules(request), knowledge, solve);
    private readonly int _revision = knowledge.Revision;
    private readonly HashSet<(SolverPackage Package, int Version)> _expanded = [];
    private readonly Dictionary<(SolverPackage From, SolverPackage To, string Requirement), Incompatibility> _dependencies = [];
    private readonly Dictionary<(PackageName Name, int Version), CoreMetadata> _metadata = [];

    public SolverPackage Root => _universe.Root;

    public Universe Universe => _universe;

    /// <summary>Whether something was learned that makes the facts given so far wrong.</summary>
    public bool IsStale => knowledge.Revision != _revision;

    public int MetadataRead => _metadata.Count;

    public CoreMetadata Metadata(PackageName name, int version) => _metadata[(name, version)];

    public (SolverPackage Package, int Version) Choose(PartialSolution solution)
    {
        (SolverPackage package, int version) = _preferences.Choose(solution, _universe);
        if (package.Kind == PackageKind.Project && !_expanded.Contains((package, version)))
            _prefetcher.WalkBack(_universe.Table(package.Name!), version, () => _preferences.After(solution.Known(package), version, _universe)); // a project has a name
        return (package, version);
    }

    public void OnConflict(SolverPackage affected, Incompatibility conflict) => _preferences.OnConflict(affected, conflict);

    public SolverPackage? TakeBack() => _preferences.TakeBack();

    public async ValueTask<ImmutableArray<SolverFact>> ExpandAsync(SolverPackage package, int version, CancellationToken cancellationToken)
    {
        if (!_expanded.Add((package, version))) return [];
        List<SolverFact> facts = [];
        switch (package.Kind)
        {
            case PackageKind.Root:
                Add(facts, Incompatibility.Fact(new Cause.Root(), Chosen(package, version), new Term(_universe.Python, _universe.Python.All, IsPositive: false)));
                await NeedAsync(package, version, facts, cancellationToken);
                await RequireAsync(package, version, _rules.OfInputs(), facts, cancellationToken);
                break;
            case PackageKind.Project:
                if (await ReadAsync(package, version, facts, cancellationToken) is not { } metadata) break;
                foreach (SolverPackage extra in _universe.ExtrasOf(package.Name!)) Bind(extra, package, version, facts);
                await RequireAsync(package, version, _rules.Of(metadata), facts, cancellationToken);
                break;
            case PackageKind.Extra:
                SolverPackage project = _universe.Project(package.Name!, facts);
                if (await ReadAsync(project, version, facts, cancellationToken) is not { } same) break;
                await RequireAsync(package, version, _rules.Of(same, package.Extra!), facts, cancellationToken);
                break;
        }

        return [.. facts];
    }

    private static Term Chosen(SolverPackage package, int version) => new(package, CandidateSet.Only(package.Versions.Length, version), IsPositive: true);

    private static void Add(List<SolverFact> facts, Incompatibility? fact)
    {
        if (fact is not null) facts.Add(new SolverFact(fact));
    }

    // name[extra] is selected in the version of name, whichever way round it is decided: two facts for each version of name that was looked at.
    private static void Bind(SolverPackage extra, SolverPackage project, int version, List<SolverFact> facts)
    {
        CandidateSet one = CandidateSet.Only(project.Versions.Length, version);
        CandidateSet others = one.Complement();
        Add(facts, Incompatibility.Fact(new Cause.SameProject(), new Term(extra, one, IsPositive: true), new Term(project, one, IsPositive: false)));
        Add(facts, Incompatibility.Fact(new Cause.SameProject(), new Term(extra, others, IsPositive: true), new Term(project, others, IsPositive: false)));
    }

    // Null if the file's METADATA shows that the version cannot be used; the facts then say so.
    private async ValueTask<CoreMetadata?> ReadAsync(SolverPackage project, int version, List<SolverFact> facts, CancellationToken cancellationToken)
    {
        PackageName name = project.Name!; // a project has one
        if (_metadata.TryGetValue((name, version), out CoreMetadata? known)) return known;
        DistributionFile file = _universe.Table(name).Ranked[version].File!; // only usable versions are chosen
        (CoreMetadata? metadata, Exclusion? exclusion) = await ReadAsync(name, file, cancellationToken);
        if (metadata is not null) _metadata.Add((name, version), metadata);
        else Add(facts, _universe.ExclusionFact(project, CandidateSet.Only(project.Versions.Length, version), exclusion!));
        return metadata;
    }

    private async ValueTask<(CoreMetadata? Metadata, Exclusion? Exclusion)> ReadAsync(PackageName name, DistributionFile file, CancellationToken cancellationToken)
    {
        CoreMetadata metadata;
        try
        {
            metadata = await tables.Source(name).ReadMetadataAsync(file, cancellationToken);
        }
        catch (LttException e) when (e.Diagnostics[0].Code == DiagnosticCode.InvalidMetadata || (!file.IsWheel && e.Diagnostics[0].Code == DiagnosticCode.FileUnavailable))
        {
            return (null, new Exclusion.InvalidMetadata(e.Diagnostics[0].Message));
        }
        catch (LttException e) when (e.Diagnostics[0].Code == DiagnosticCode.BuildNeeded)
        {
            return (null, new Exclusion.BuildNeeded());
        }

        if (metadata.RequiresPython is { } python && !python.Contains(request.Target.Python.FullVersion, prereleases: true))
            return (null, new Exclusion.OtherPython(python.ToString()));
        bool known = file.IsWheel || metadata.HasStaticDependencies || request.Options.AllowsAnyBuild || request.Options.AllowBuild.Contains(name);
        return known ? (metadata, null) : (null, new Exclusion.BuildNeeded());
    }

    private async ValueTask NeedAsync(SolverPackage root, int version, List<SolverFact> facts, CancellationToken cancellationToken)
    {
        ImmutableArray<PackageName> needed = [.. request.Choices.Where(static choice => choice.IsNeeded).Select(static choice => choice.Name)];
        await _universe.LoadAsync(needed, cancellationToken);
        foreach (PackageName name in needed)
        {
            SolverPackage project = _universe.Project(name, facts);
            Add(facts, Incompatibility.Fact(new Cause.Root(), Chosen(root, version), new Term(project, project.All, IsPositive: false)));
        }
    }

    private async ValueTask RequireAsync(
        SolverPackage from, int version, ImmutableArray<Dependency> dependencies, List<SolverFact> facts, CancellationToken cancellationToken)
    {
        foreach (Dependency dependency in dependencies)
        {
            if (dependency.Requirement.Url is null) continue;
            if (UrlFile.Of(dependency.Requirement) is not null) knowledge.AddUrl(dependency.Requirement);
            else Add(facts, Incompatibility.Fact(new Cause.Unsupported(dependency.Requirement, dependency.Origin), Chosen(from, version)));
        }

        if (facts.Exists(static fact => fact.Incompatibility.Cause is Cause.Unsupported)) return; // nothing else about this version matters
        _scout.Follow(dependencies);
        await _universe.LoadAsync([.. dependencies.Select(static dependency => dependency.Requirement.Name).Distinct()], cancellationToken);
        foreach (Dependency dependency in dependencies) _universe.Admit(dependency.Requirement);
        if (IsStale) return; // this solve is over
        foreach (Dependency dependency in dependencies)
        {
            SolverPackage project = _universe.Project(dependency.Requirement.Name, facts);
            _preferences.OnRequired(dependency.Requirement, from.Kind == PackageKind.Root);
            Require(from, version, project, dependency, facts);
            foreach (ExtraName extra in dependency.Extras)
            {
                bool isNew = !_universe.ExtrasOf(project.Name!).Any(known => known.Extra!.Equals(extra));
                SolverPackage withExtra = _universe.WithExtra(project, extra);
                Require(from, version, withExtra, dependency, facts);
                if (!isNew) continue;
                foreach ((SolverPackage Package, int Version) done in _expanded.Where(done => done.Package == project).OrderBy(static done => done.Version))
                    Bind(withExtra, project, done.Version, facts);
            }
        }
    }

    // Versions with the same requirement share one incompatibility: what rules out one of them rules out all.
    private void Require(SolverPackage from, int version, SolverPackage to, Dependency dependency, List<SolverFact> facts)
    {
        (SolverPackage, SolverPackage, string) key = (from, to, $"{dependency.Requirement}{dependency.Origin}");
        CandidateSet versions = CandidateSet.Only(from.Versions.Length, version);
        _dependencies.TryGetValue(key, out Incompatibility? known);
        if (known?.TermOf(from) is { } term) versions = versions.Union(term.Versions);
        CandidateSet fitting = _universe.Fitting(to, dependency.Requirement);
        Incompatibility? fact = Incompatibility.Fact(
            new Cause.Requires(from, to, dependency.Requirement, dependency.Origin),
            new Term(from, versions, IsPositive: true),
            new Term(to, fitting, IsPositive: false));
        if (fact is null) return;
        _dependencies[key] = fact;
        facts.Add(new SolverFact(fact, known));
    }
}
