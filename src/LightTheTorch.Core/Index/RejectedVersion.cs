using System.Collections.Immutable;
using LightTheTorch.Versions;

namespace LightTheTorch.Index;

/// <summary>Why a target cannot take a version that the index has.</summary>
public enum RejectionReason
{
    /// <summary>It has wheels, but none for this platform and Python, and no source distribution.</summary>
    NoWheelForTarget,

    /// <summary>Its files want another Python.</summary>
    RequiresPython,

    /// <summary>Its files were uploaded too late for <c>--exclude-newer</c>.</summary>
    TooNew,

    /// <summary>It has only variant wheels (PEP 825), which no lock can name.</summary>
    OnlyVariants,
}

/// <summary>A version that the index has and the target cannot take, for explanations.</summary>
/// <param name="Version">The version, local part included.</param>
/// <param name="Reason">The reason of the file that came nearest: a wheel that fits but for its Python before one for another platform.</param>
/// <param name="Files">All its files.</param>
public sealed record RejectedVersion(PyVersion Version, RejectionReason Reason, ImmutableArray<DistributionFile> Files);
