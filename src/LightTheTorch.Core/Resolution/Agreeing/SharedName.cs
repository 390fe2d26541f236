using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Versions;

namespace LightTheTorch.Resolution.Agreeing;

/// <summary>A package whose version is to be shared, and what each target takes of it when it is asked alone.</summary>
/// <param name="Name">The package.</param>
/// <param name="Alone">By target; null for a target that does not need it. Not all null.</param>
/// <param name="Order">Starts at the version of the target that goes least far.</param>
internal sealed record SharedName(PackageName Name, ImmutableArray<PyVersion?> Alone, VersionOrder Order)
{
    /// <summary>The targets that need the package.</summary>
    public IEnumerable<int> Needers => Enumerable.Range(0, Alone.Length).Where(i => Alone[i] is not null);

    public bool IsAgreed => Alone.OfType<PyVersion>().Distinct().Count() == 1;

    /// <returns>Null if no target needs the package.</returns>
    public static SharedName? Of(PackageName name, ImmutableArray<ResolutionResult.Resolved> answers, bool isLowest)
    {
        ImmutableArray<PyVersion?> alone = [.. answers.Select(answer => answer.Pins.FirstOrDefault(pin => pin.Name.Equals(name))?.Version.Public)];
        IEnumerable<PyVersion> versions = alone.OfType<PyVersion>();
        PyVersion? start = isLowest ? versions.Max() : versions.Min();
        return start is null ? null : new SharedName(name, alone, new VersionOrder(start, isLowest));
    }

    /// <summary>The choice as it is put to one target.</summary>
    public static VersionChoice For(VersionChoice choice, SharedName name, int target) => choice with { IsNeeded = name.Alone[target] is not null };
}
