using System.Collections.Immutable;

namespace LightTheTorch.Syncing;

/// <summary>What became of the files of an installed package.</summary>
/// <param name="Package">The package.</param>
/// <param name="Checked">The files that were looked at.</param>
/// <param name="Findings">Those that are not as they were; in order of path.</param>
public sealed record PackageFiles(InstalledPackage Package, int Checked, ImmutableArray<FileFinding> Findings)
{
    /// <summary>A wheel with the lock's hash was at hand to hold the list of files against.</summary>
    public bool IsHeldAgainstWheel { get; init; }
}
