using System.Collections.Immutable;
using LightTheTorch.Versions;

namespace LightTheTorch.Torch;

/// <summary>The Pythons that wheels of some torch versions exist for.</summary>
/// <param name="Torch">The torch versions that the row speaks of.</param>
/// <param name="Pythons">As targets spell them, oldest first: <c>3.9</c>, <c>3.13t</c>.</param>
/// <param name="Platforms">Platform names without a suffix; empty for all.</param>
public sealed record TorchRelease(VendorRange Torch, ImmutableArray<string> Pythons, ImmutableArray<string> Platforms)
{
    public bool AppliesTo(PyVersion torch, string platform) => Torch.Contains(torch) && (Platforms.IsEmpty || Platforms.Contains(platform));
}
