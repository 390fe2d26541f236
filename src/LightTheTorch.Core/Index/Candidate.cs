using LightTheTorch.Versions;

namespace LightTheTorch.Index;

/// <summary>A version that one target can take, and the one file it would take it from.</summary>
/// <param name="Version">The version, local part included.</param>
/// <param name="File">The best file of that version for the target.</param>
/// <param name="TagRank">The place of the wheel's best tag among those of the target, 0 first; null for a source distribution.</param>
public sealed record Candidate(PyVersion Version, DistributionFile File, int? TagRank)
{
    /// <summary>Every usable file of this version was withdrawn (PEP 592): only <c>==</c> may take it.</summary>
    public bool IsYanked => File.Yanked is not null;

    /// <summary>There is no wheel for the target, so that an installer would have to build.</summary>
    public bool IsSdist => !File.IsWheel;
}
