using System.Collections.Immutable;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Versions;

namespace LightTheTorch.Resolution;

/// <summary>The version of one package that the answer selects, and the very file.</summary>
/// <param name="Name">The project.</param>
/// <param name="Version">As the file's name gives it, local part included.</param>
/// <param name="File">What to install.</param>
/// <param name="Extras">Those that somebody asked for, sorted.</param>
/// <param name="Metadata">Of that file.</param>
/// <param name="Via">Every requirement that led here: those of the inputs first, then by parent's name.</param>
public sealed record Pin(
    PackageName Name,
    PyVersion Version,
    DistributionFile File,
    ImmutableArray<ExtraName> Extras,
    CoreMetadata Metadata,
    ImmutableArray<Reason> Via)
{
    /// <summary>Whether a requirement gave the file's URL, so that no index chose it.</summary>
    public bool IsDirectUrl { get; init; }
}
