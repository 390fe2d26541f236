using System.Collections.Immutable;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.Hardware;

/// <summary>What an installed torch said of itself and of the GPUs that it sees, when it was tried.</summary>
public sealed record TorchAnswer
{
    /// <summary>With its local part; null where torch did not come to say it.</summary>
    public PyVersion? Version { get; init; }

    /// <summary><c>torch.version.cuda</c>; null for a build without CUDA.</summary>
    public string? Cuda { get; init; }

    /// <summary><c>torch.version.hip</c>; null for a build without ROCm.</summary>
    public string? Hip { get; init; }

    /// <summary><c>torch.version.xpu</c>; null for a build without Intel's GPUs.</summary>
    public string? Xpu { get; init; }

    /// <summary><c>torch.cuda.get_arch_list()</c>: what the build has code for; what is not understood is left out.</summary>
    public ImmutableArray<GpuArchitecture> Code { get; init; } = [];

    /// <summary>The devices that a kernel was tried on, the processor first.</summary>
    public ImmutableArray<TorchDevice> Devices { get; init; } = [];

    /// <summary>Why it offers no GPU, in its own words; null where it offers one, or is not made for any.</summary>
    public string? Unavailable { get; init; }

    /// <summary>Why an operation of torchvision failed, in its own words; null where it did not, or is not installed.</summary>
    public string? VisionError { get; init; }

    /// <summary>Why <c>import torch</c> failed, in Python's words.</summary>
    public string? ImportError { get; init; }

    /// <summary>What Python was at when it ended without an answer, and how it ended; null when it answered.</summary>
    public string? Ended { get; init; }

    public Accelerator Accelerator => this switch
    {
        { Hip: not null } => Accelerator.Rocm,
        { Cuda: not null } => Accelerator.Cuda,
        { Xpu: not null } => Accelerator.Xpu,
        _ => Accelerator.Cpu,
    };
}

/// <summary>A device that a small kernel was run on.</summary>
/// <param name="Id">torch's name for it: <c>cpu</c>, <c>cuda:0</c>.</param>
/// <param name="Name">The product.</param>
/// <param name="Architecture">Compute capability or gfx name; null where torch tells none.</param>
/// <param name="Error">Why the kernel failed, in torch's words; null when it ran and its result was right.</param>
public sealed record TorchDevice(string Id, string Name, GpuArchitecture? Architecture, string? Error)
{
    public override string ToString() => Architecture is null ? Name : $"{Name} ({Architecture})";
}
