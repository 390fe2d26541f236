using System.Collections.Immutable;
using LightTheTorch.Targets;

namespace LightTheTorch.Hardware;

/// <summary>What is known of the machine that locks are to run on: from probes, or from what a person stated.</summary>
public sealed record MachineReport
{
    public required TargetOs Os { get; init; }

    /// <summary>The processor as the platform's wheel tags spell it: <c>x86_64</c>, <c>aarch64</c>, <c>amd64</c>, <c>arm64</c>.</summary>
    public required string Arch { get; init; }

    /// <summary>What this process was built for. It differs from <see cref="Arch"/> under emulation.</summary>
    public required string ProcessArch { get; init; }

    /// <summary>A Linux with musl, for which PyTorch has no wheels.</summary>
    public bool IsMusl { get; init; }

    /// <summary>NVIDIA's where there is one, else AMD's; <see langword="null"/> when none is loaded, or it has no number.</summary>
    public GpuDriver? Driver { get; init; }

    /// <summary>Cards first, then integrated ones; in the order of their places on the bus.</summary>
    public ImmutableArray<Gpu> Gpus { get; init; } = [];

    /// <summary>Linux under Windows: the driver is that of Windows.</summary>
    public bool IsWsl2 { get; init; }

    /// <summary>The kind of container around this process: <c>docker</c>, <c>podman</c>, <c>kubernetes</c>, …</summary>
    public string? Container { get; init; }

    public Jetson? Jetson { get; init; }

    /// <summary>What a person should know, one sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The name that the catalogue lists platforms by: <c>linux_x86_64</c>.</summary>
    public string Platform => (Os, IsMusl) switch
    {
        (TargetOs.Linux, false) => "linux_" + Arch,
        (TargetOs.Linux, true) => "musllinux_" + Arch,
        (TargetOs.Windows, _) => "win_" + Arch,
        _ => "macos_" + Arch,
    };

    /// <summary>Whose table of driver numbers applies: under WSL2 that of Windows.</summary>
    public bool UsesWindowsDriver => Os == TargetOs.Windows || IsWsl2;

    /// <summary>A GPU or its driver was seen, so that running on the processor would be a decision, not a matter of course.</summary>
    public bool HasAccelerator => Driver is not null || Gpus.Any(gpu => gpu.Vendor is not GpuVendor.Apple && !gpu.IsIntegrated);
}
