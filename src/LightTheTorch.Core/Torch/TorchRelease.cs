using System.Collections.Immutable;
using LightTheTorch.Targets;
using LightTheTorch.Versions;

namespace LightTheTorch.Torch;

/// <summary>The Pythons that wheels of some torch versions exist for.</summary>
/// <param name="Torch">The torch versions that the row speaks of.</param>
/// <param name="Pythons">Oldest first.</param>
/// <param name="Platforms">Platform names without a suffix; empty for all.</param>
public sealed record TorchRelease(VendorRange Torch, ImmutableArray<PythonVersion> Pythons, ImmutableArray<string> Platforms)
{
    public bool AppliesTo(PyVersion torch, string platform) => Torch.Contains(torch) && (Platforms.IsEmpty || Platforms.Contains(platform));
}
