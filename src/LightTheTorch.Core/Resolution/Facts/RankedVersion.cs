using LightTheTorch.Index;
using LightTheTorch.Versions;

namespace LightTheTorch.Resolution.Facts;

/// <summary>One version of a project for one target.</summary>
/// <param name="Version">As its files name it.</param>
/// <param name="File">The file to install; null if none can be used.</param>
/// <param name="Exclusion">Why there is no file; null if there is one.</param>
/// <param name="Yanked">Why the file was withdrawn; empty without a reason, null if it was not.</param>
/// <param name="Url">The requirement's URL, for a candidate that no index listed.</param>
internal sealed record RankedVersion(PyVersion Version, DistributionFile? File, Exclusion? Exclusion, string? Yanked = null, string? Url = null)
{
    public bool IsUsable => File is not null;
}
