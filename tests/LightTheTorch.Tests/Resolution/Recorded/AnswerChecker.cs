using System.Collections.Immutable;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution;
using LightTheTorch.Versions;
using LightTheTorch.Wheels;

namespace LightTheTorch.Tests.Resolution.Recorded;

/// <summary>
/// Judges an answer by the rules of packaging alone; it knows nothing of how the answer was found. Every requirement that counts on the target is met,
/// nothing is missing, nothing is superfluous, every file is one that the index lists and that the target can install.
/// </summary>
internal sealed class AnswerChecker(ResolutionRequest request, Func<PackageName, IPackageSource> router)
{
    private readonly SupportedTags _tags = SupportedTags.For(request.Target.Platform, request.Target.Python);
    private readonly List<string> _faults = [];

    public async Task<ImmutableArray<string>> CheckAsync(ImmutableArray<Pin> pins, CancellationToken cancellationToken)
    {
        Dictionary<PackageName, Pin> byName = pins.ToDictionary(static pin => pin.Name);
        HashSet<(PackageName Name, ExtraName? Extra)> needed = [];
        Queue<(PackageName Name, ExtraName? Extra)> open = new();
        Need("the input", request.Requirements.Select(static input => input.Requirement), null);
        while (open.TryDequeue(out (PackageName Name, ExtraName? Extra) next))
        {
            if (!byName.TryGetValue(next.Name, out Pin? pin)) continue;
            CoreMetadata metadata = await router(pin.Name).ReadMetadataAsync(pin.File, cancellationToken);
            Need($"{pin.Name} {pin.Version}", metadata.RequiresDist, next.Extra);
        }

        foreach (Pin pin in pins)
        {
            if (!needed.Contains((pin.Name, null))) _faults.Add($"{pin.Name} is superfluous");
            foreach (ExtraName extra in pin.Extras.Where(extra => !needed.Contains((pin.Name, extra)))) _faults.Add($"{pin.Name}[{extra}] is superfluous");
            await CheckFileAsync(pin, cancellationToken);
        }

        return [.. _faults];

        void Need(string who, IEnumerable<Requirement> requirements, ExtraName? extra)
        {
            MarkerEnvironment environment = extra is null ? request.Target.Environment : request.Target.Environment.With(extra);
            foreach (Requirement requirement in requirements.Where(requirement => requirement.Marker?.Evaluate(environment) ?? true))
            {
                if (!byName.TryGetValue(requirement.Name, out Pin? pin)) _faults.Add($"{who} needs {requirement.Name}, which is missing");
                else if (!requirement.Specifier.Contains(pin.Version, prereleases: true)) _faults.Add($"{who} needs {requirement}, not {pin.Version}");
                if (needed.Add((requirement.Name, null))) open.Enqueue((requirement.Name, null));
                foreach (ExtraName more in requirement.Extras)
                {
                    if (needed.Add((requirement.Name, more))) open.Enqueue((requirement.Name, more));
                    if (pin is not null && pin.Metadata.ProvidesExtra.Contains(more) && !pin.Extras.Contains(more)) _faults.Add($"{who} needs {requirement.Name}[{more}]");
                }
            }
        }
    }

    private async Task CheckFileAsync(Pin pin, CancellationToken cancellationToken)
    {
        ProjectListing? listing = await router(pin.Name).FindAsync(pin.Name, cancellationToken);
        DistributionFile? listed = listing?.Files.FirstOrDefault(file => file.Url == pin.File.Url);
        if (listed is null) _faults.Add($"{pin.File} is not on the index");
        else if (listed.Sha256 != pin.File.Sha256) _faults.Add($"{pin.File} has another hash");
        if (!pin.File.Version.Equals(pin.Version) || !pin.File.Kind.Project.Equals(pin.Name)) _faults.Add($"{pin.File} is not {pin.Name} {pin.Version}");
        if (pin.File.Kind is DistributionKind.Wheel wheel ? _tags.Rank(wheel.Name) is null : !request.Options.AllowBuild.Contains(pin.Name) && !pin.Metadata.HasStaticDependencies)
            _faults.Add($"{pin.File} cannot be installed");
        foreach (SpecifierSet python in new[] { pin.File.RequiresPython, pin.Metadata.RequiresPython }.OfType<SpecifierSet>())
        {
            if (!python.Contains(request.Target.Python.FullVersion, prereleases: true)) _faults.Add($"{pin.File} needs Python {python}");
        }

        if (pin.File.Yanked is not null && !pin.Via.Any(static via => via.Requirement.Specifier.Clauses.Any(static clause => clause is { Operator: "==", IsWildcard: false })))
            _faults.Add($"{pin.File} is yanked");
        if (pin.Version.IsPrerelease && !pin.Via.Any(static via => via.Requirement.Specifier.NamesPrerelease) && listing!.Files.Any(file => // an answer has a listing
            !file.Version.IsPrerelease && file.Yanked is null && file.Kind is DistributionKind.Wheel { Name: { } name } && _tags.Rank(name) is not null
            && pin.Via.All(via => via.Requirement.Specifier.Contains(file.Version))))
        {
            _faults.Add($"{pin.File} is a pre-release");
        }
    }
}
