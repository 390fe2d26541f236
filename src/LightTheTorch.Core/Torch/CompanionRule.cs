using LightTheTorch.Names;

namespace LightTheTorch.Torch;

/// <summary>The torch that a companion fits, where its METADATA does not say so.</summary>
/// <param name="Package">The companion.</param>
/// <param name="Versions">Its versions that the rule speaks of.</param>
/// <param name="Torch">The torch versions that they work with.</param>
public sealed record CompanionRule(PackageName Package, VendorRange Versions, VendorRange Torch);
