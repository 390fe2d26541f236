namespace LightTheTorch.Torch;

/// <summary>The torch versions that a backend has for a platform; the index may still lack single ones of them.</summary>
/// <param name="Platform">The name of a platform without a suffix, such as <c>linux_x86_64</c>.</param>
/// <param name="Torch">From the first to the last.</param>
public sealed record PlatformBuilds(string Platform, VendorRange Torch);
