namespace LightTheTorch.Torch;

/// <summary>A GPU that must not be used, or not without a word, although a build holds code that runs on it.</summary>
/// <param name="Gpu">The GPU.</param>
/// <param name="Toolkit">The versions of ROCm or CUDA that this is true of.</param>
/// <param name="Torch">The torch versions that this is true of.</param>
/// <param name="IsWarning">It works, with the defect that <paramref name="Why"/> names; otherwise it is refused.</param>
/// <param name="Why">A clause that follows the GPU's name and a colon.</param>
public sealed record GpuDenial(GpuArchitecture Gpu, VendorRange Toolkit, VendorRange Torch, bool IsWarning, string Why);
