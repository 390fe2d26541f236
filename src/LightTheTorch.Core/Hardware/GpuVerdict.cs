namespace LightTheTorch.Hardware;

/// <summary>Whether any build of PyTorch runs on a GPU.</summary>
/// <param name="Gpu">The GPU.</param>
/// <param name="Why">A clause or sentence on why none does; <see langword="null"/> when one does.</param>
public sealed record GpuVerdict(Gpu Gpu, string? Why)
{
    public bool IsUsable => Why is null;
}
