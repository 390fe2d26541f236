namespace LightTheTorch.Torch;

/// <summary>A GPU that must not be used, or not without a word, although a build holds code that runs on it.</summary>
/// <param name="Gpu">The GPU.</param>
/// <param name="Toolkit">The versions of ROCm or CUDA that this is true of.</param>
/// <param name="Torch">The torch versions that this is true of.</param>
/// <param name="IsWarning">It works, with the defect that <paramref name="Why"/> names; otherwise it is refused.</param>
/// <param name="Why">A clause that follows the GPU's name and a colon.</param>
public sealed record GpuDenial(GpuArchitecture Gpu, VendorRange Toolkit, VendorRange Torch, bool IsWarning, string Why)
{
    /// <summary>Whether a backend is for GPUs of this kind, and of a toolkit that this is true of.</summary>
    public bool Concerns(Backend backend) =>
        (backend.Accelerator, Gpu) is (Accelerator.Cuda, GpuArchitecture.Sass) or (Accelerator.Rocm, GpuArchitecture.Gfx) or (Accelerator.Xpu, GpuArchitecture.IntelFamily)
        && (backend.Toolkit is not { } toolkit || Toolkit.Contains(toolkit));
}
