using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Resolution.Solving;

namespace LightTheTorch.Resolution.Facts;

/// <summary>What the solver selected, in the terms of the world outside.</summary>
internal sealed class Answer
{
    private readonly ResolutionRequest _request;
    private readonly PackageProvider _provider;
    private readonly SortedDictionary<PackageName, int> _selected = [];
    private readonly Dictionary<PackageName, ImmutableSortedSet<ExtraName>> _extras = [];
    private readonly Dictionary<PackageName, ImmutableSortedSet<ExtraName>> _unknownExtras = [];
    private readonly Dictionary<PackageName, List<Reason>> _reasons = [];
    private readonly HashSet<Reason> _known = [];

    public Answer(ResolutionRequest request, PackageProvider provider, SolverOutcome.Solved solved)
    {
        _request = request;
        _provider = provider;
        DependencyRules rules = new(request);
        foreach ((SolverPackage package, int version) in solved.Decisions)
        {
            if (package.Kind == PackageKind.Project) _selected.Add(package.Name!, version);
            if (package.Kind != PackageKind.Extra) continue;
            CoreMetadata metadata = provider.Metadata(package.Name!, version);
            Dictionary<PackageName, ImmutableSortedSet<ExtraName>> extras =
                metadata.ProvidesExtra.Contains(package.Extra!) || !rules.Of(metadata, package.Extra!).IsEmpty ? _extras : _unknownExtras;
            extras[package.Name!] = extras.GetValueOrDefault(package.Name!, ImmutableSortedSet<ExtraName>.Empty).Add(package.Extra!);
        }

        foreach (Dependency dependency in rules.OfInputs()) AddReason(Because(null, null, dependency));
        foreach ((PackageName name, int version) in _selected)
        {
            CoreMetadata metadata = provider.Metadata(name, version);
            foreach (Dependency dependency in rules.Of(metadata)) AddReason(Because(name, null, dependency));
            foreach (ExtraName extra in Extras(name))
            {
                foreach (Dependency dependency in rules.Of(metadata, extra)) AddReason(Because(name, extra, dependency));
            }
        }
    }

    public ImmutableArray<Pin> Pins() =>
    [
        .. _selected.Select(item =>
        {
            RankedVersion candidate = Selected(item.Key);
            return new Pin(item.Key, candidate.Version, candidate.File!, [.. Extras(item.Key)], _provider.Metadata(item.Key, item.Value), Reasons(item.Key))
            {
                IsDirectUrl = candidate.Url is not null,
            };
        }),
    ];

    /// <summary>Takes back what was admitted for the sake of a requirement that did not make it into the answer. True if there is such a thing.</summary>
    public bool RefuseUnasked(Knowledge knowledge)
    {
        bool any = false;
        foreach (PackageName name in _selected.Keys)
        {
            RankedVersion candidate = Selected(name);
            if (!knowledge.IsAdmitted(name, candidate.Version) || IsAskedFor(name, candidate)) continue;
            knowledge.Refuse(name, candidate.Version);
            any = true;
        }

        return any;
    }

    public ImmutableArray<Diagnostic> Notes() => AnswerNotes.Of(_request, _selected.Keys.Select(name => new AnswerNotes.Subject(
        _provider.Universe.Table(name), Selected(name), Reasons(name), _unknownExtras.GetValueOrDefault(name, ImmutableSortedSet<ExtraName>.Empty))));

    private bool IsAskedFor(PackageName name, RankedVersion version) =>
        _provider.Universe.IsAdmittedByConstraint(name, version) || Reasons(name).Any(reason => _provider.Universe.Admits(reason.Requirement, version));

    private RankedVersion Selected(PackageName name) => _provider.Universe.Table(name).Ranked[_selected[name]];

    private ImmutableSortedSet<ExtraName> Extras(PackageName name) => _extras.GetValueOrDefault(name, ImmutableSortedSet<ExtraName>.Empty);

    private ImmutableArray<Reason> Reasons(PackageName name) => _reasons.TryGetValue(name, out List<Reason>? reasons) ? [.. reasons] : [];

    private static Reason Because(PackageName? parent, ExtraName? extra, Dependency dependency) => new(parent, extra, dependency.Requirement, dependency.Origin)
    {
        InsteadOf = dependency.InsteadOf is { } replaced ? Because(parent, extra, replaced) : null,
    };

    private void AddReason(Reason reason)
    {
        if (!_reasons.TryGetValue(reason.Requirement.Name, out List<Reason>? reasons)) _reasons.Add(reason.Requirement.Name, reasons = []);
        if (_known.Add(reason)) reasons.Add(reason);
    }
}
