using System.Collections.Immutable;
using System.Globalization;

namespace LightTheTorch.Torch;

/// <summary>What a wheel was built for, and how one can tell.</summary>
/// <param name="Accelerator">CPU, CUDA, ROCm or XPU.</param>
/// <param name="Majors">The versions of CUDA or ROCm that it works with; empty for the others.</param>
/// <param name="Evidence">A clause for a message, such as <c>by its tag `+cu126`</c>.</param>
internal sealed record BuildIdentity(Accelerator Accelerator, ImmutableArray<int> Majors, string Evidence)
{
    /// <summary><c>CUDA 12</c>, <c>CUDA 11 and 12</c>, <c>the CPU</c>.</summary>
    public string Subject => Accelerator switch
    {
        Accelerator.Cuda => $"CUDA {Phrases.List(Majors.Select(major => major.ToString(CultureInfo.InvariantCulture)))}",
        Accelerator.Rocm => $"ROCm {Phrases.List(Majors.Select(major => major.ToString(CultureInfo.InvariantCulture)))}",
        Accelerator.Xpu => "Intel GPUs",
        _ => "the CPU",
    };

    public static BuildIdentity Of(Backend backend) => new(backend.Accelerator, backend.Toolkit is { } toolkit ? [toolkit.Major] : [], $"of the backend `{backend}`");

    public bool Agrees(BuildIdentity other) => Accelerator == other.Accelerator && (Majors.IsEmpty || Majors.Intersect(other.Majors).Any());
}
