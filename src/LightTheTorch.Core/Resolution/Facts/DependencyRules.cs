using System.Collections.Immutable;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Requirements;

namespace LightTheTorch.Resolution.Facts;

/// <summary>Which requirements of the inputs or of a file's METADATA count on the target: markers evaluated, overrides in place.</summary>
internal sealed class DependencyRules(ResolutionRequest request)
{
    private readonly MarkerEnvironment _environment = request.Target.Environment;

    private readonly ILookup<PackageName, InputRequirement> _overrides =
        request.Overrides.ToLookup(static requirement => requirement.Requirement.Name);

    public ImmutableArray<Dependency> OfInputs() =>
        [.. request.Requirements.Where(input => Counts(input.Requirement)).SelectMany(input => Override(new Dependency(input.Requirement, input.Origin)))];

    /// <summary>What the file requires without any extra.</summary>
    public ImmutableArray<Dependency> Of(CoreMetadata metadata) =>
        [.. metadata.RequiresDist.Where(Counts).SelectMany(Override)];

    /// <summary>What the extra adds to that.</summary>
    public ImmutableArray<Dependency> Of(CoreMetadata metadata, ExtraName extra)
    {
        MarkerEnvironment environment = _environment.With(extra);
        return
        [
            .. metadata.RequiresDist
                .Where(requirement => requirement.Marker is { } marker && marker.Evaluate(environment) && !Counts(requirement))
                .SelectMany(Override),
        ];
    }

    private bool Counts(Requirement requirement) => requirement.Marker is not { } marker || marker.Evaluate(_environment);

    private IEnumerable<Dependency> Override(Requirement requirement) => Override(new Dependency(requirement, null));

    private IEnumerable<Dependency> Override(Dependency dependency)
    {
        if (!_overrides.Contains(dependency.Requirement.Name)) return [dependency];
        return _overrides[dependency.Requirement.Name]
            .Where(instead => Counts(instead.Requirement))
            .Select(instead => new Dependency(instead.Requirement, instead.Origin) { InsteadOf = dependency });
    }
}
