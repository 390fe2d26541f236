using System.Collections.Immutable;
using LightTheTorch.Versions;

namespace LightTheTorch.Torch;

/// <summary>One row of a backend's table: the GPU code inside the wheels of some torch versions on some platforms.</summary>
/// <param name="Torch">The torch versions that the row speaks of.</param>
/// <param name="Platforms">Platform names without a suffix, such as <c>linux_aarch64</c>; empty for all of the backend.</param>
/// <param name="Architectures">In the catalogue's order, oldest first.</param>
public sealed record GpuCoverage(VendorRange Torch, ImmutableArray<string> Platforms, ImmutableArray<GpuArchitecture> Architectures)
{
    public bool AppliesTo(PyVersion torch, string platform) => Torch.Contains(torch) && (Platforms.IsEmpty || Platforms.Contains(platform));
}
