using LightTheTorch.Torch;

namespace LightTheTorch.Hardware;

/// <summary>A GPU that NVIDIA's driver lists.</summary>
/// <param name="Name">The product name.</param>
/// <param name="Capability">Its compute capability; <see langword="null"/> when the tool is too old to tell.</param>
/// <param name="Address">Its place on the bus, <c>0000:01:00.0</c>, where there is a bus.</param>
/// <param name="Pci">What it is, where there is a bus.</param>
/// <param name="IsPartitioned">MIG is on.</param>
public sealed record NvidiaDevice(string Name, GpuArchitecture.Sass? Capability, string? Address, PciId? Pci, bool IsPartitioned = false);
