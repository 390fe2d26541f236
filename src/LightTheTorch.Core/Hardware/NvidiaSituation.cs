using System.Collections.Immutable;

namespace LightTheTorch.Hardware;

/// <summary>All that was seen of NVIDIA, before it is put together.</summary>
public sealed record NvidiaSituation
{
    /// <summary>What NVML or <c>nvidia-smi</c> answered.</summary>
    public NvidiaReading Reading { get; init; } = NvidiaReading.Absent;

    /// <summary>The number of the loaded kernel module. In a container it is that of the host, whatever the container may use.</summary>
    public DriverVersion? KernelDriver { get; init; }

    /// <summary>The number in the name of the installed library, which stays when the module refuses to load for want of a GPU it serves.</summary>
    public DriverVersion? InstalledDriver { get; init; }

    /// <summary>The module is the open one, which serves GPUs from Turing on.</summary>
    public bool IsOpenModule { get; init; }

    /// <summary>The product names that the kernel module knows, by place on the bus.</summary>
    public ImmutableDictionary<string, string> Models { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>There is a <c>/dev/nvidia0</c> or another one: the proof that this process may use a device.</summary>
    public bool HasDeviceNode { get; init; }

    /// <summary>NVIDIA's GPUs on the PCI bus. A container sees the host's bus.</summary>
    public ImmutableArray<PciDevice> Cards { get; init; } = [];

    public string? Container { get; init; }

    /// <summary>Under WSL2 the tools are there only when Windows has NVIDIA's driver.</summary>
    public bool IsWsl2 { get; init; }

    public Jetson? Jetson { get; init; }
}
