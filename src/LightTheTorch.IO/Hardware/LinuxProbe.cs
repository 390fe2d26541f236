using System.Collections.Immutable;
using LightTheTorch.Hardware;
using LightTheTorch.Targets;
using LightTheTorch.Torch;

namespace LightTheTorch.IO.Hardware;

/// <summary>Looks at a Linux machine: NVIDIA's library or tool, <c>/proc</c>, <c>/sys</c> and <c>/dev</c>.</summary>
internal sealed class LinuxProbe(IMachine machine, ImmutableArray<IntelDevices> intel)
{
    public async Task<MachineReport> ProbeAsync(CancellationToken cancellationToken)
    {
        string kernel = machine.ReadText("/proc/version") ?? "";
        bool isWsl = machine.Exists("/dev/dxg") || kernel.Contains("microsoft-standard", StringComparison.OrdinalIgnoreCase) || kernel.Contains("WSL2", StringComparison.OrdinalIgnoreCase);
        string? container = Container();
        ImmutableArray<PciDevice> devices = PciGpus();
        Jetson? jetson = Jetson.From(
            machine.ReadText("/proc/sys/kernel/osrelease"),
            machine.ReadText("/etc/nv_tegra_release"),
            machine.ReadText("/proc/device-tree/model"),
            machine.ReadText("/proc/device-tree/compatible"));
        NvidiaReading reading = await NvidiaTool.ReadAsync(machine, cancellationToken);
        (GpuDriver? nvidia, ImmutableArray<Gpu> nvidiaGpus) = NvidiaAssembly.Of(new NvidiaSituation
        {
            Reading = reading,
            KernelDriver = KernelDriver(),
            InstalledDriver = InstalledDriver(),
            IsOpenModule = machine.ReadText("/proc/driver/nvidia/version") is { } version && NvidiaKernel.IsOpen(version),
            Models = Models(),
            HasDeviceNode = machine.List("/dev").Any(IsDeviceNode),
            Cards = [.. devices.Where(device => device.Id.Vendor == PciId.NvidiaVendor)],
            Container = container,
            IsWsl2 = isWsl,
            Jetson = jetson,
        });
        (GpuDriver? amd, ImmutableArray<Gpu> amdGpus) = new AmdProbe(machine, devices, container).Probe();
        return new MachineReport
        {
            Os = TargetOs.Linux,
            Arch = machine.Processor.NameOn(TargetOs.Linux),
            ProcessArch = machine.ProcessProcessor.NameOn(TargetOs.Linux),
            IsMusl = machine.Exists("/etc/alpine-release"),
            Driver = nvidia ?? amd,
            Gpus = [.. nvidiaGpus, .. amdGpus, .. IntelGpus.Of(devices, intel, machine.Exists("/dev/dri"), container)],
            IsWsl2 = isWsl,
            Container = container,
            Jetson = jetson,
            Notes = [.. amdGpus.IsEmpty || machine.Variable("HSA_OVERRIDE_GFX_VERSION") is null ? [] : Overridden(), .. Notes(kernel, isWsl, nvidia, nvidiaGpus, reading.Failure, container)],
        };
    }

    private IEnumerable<string> Notes(string kernel, bool isWsl, GpuDriver? nvidia, ImmutableArray<Gpu> gpus, string? failure, string? container)
    {
        if (!isWsl && kernel.Contains("Microsoft", StringComparison.Ordinal)) yield return "WSL1 has no access to GPUs; WSL2 has";
        if (gpus.IsEmpty && failure is not null)
        {
            yield return failure;
        }
        else if (nvidia is not null && gpus.IsEmpty)
        {
            yield return container is null
                ? $"driver {nvidia.Version} is loaded, but no NVIDIA GPU answers"
                : $"driver {nvidia.Version} is that of the host: this container has no GPU";
        }

        if (CompatLibrary() is { } library)
            yield return $"`{library}` may let newer CUDA run on data-centre GPUs than the driver alone; it is not counted";
    }

    private static IEnumerable<string> Overridden() => ["`HSA_OVERRIDE_GFX_VERSION` states what AMD's GPUs are; their own names are not counted"];

    private ImmutableArray<PciDevice> PciGpus()
    {
        ImmutableArray<PciDevice>.Builder devices = ImmutableArray.CreateBuilder<PciDevice>();
        foreach (string address in machine.List("/sys/bus/pci/devices"))
        {
            string? uevent = machine.ReadText($"/sys/bus/pci/devices/{address}/uevent");
            if (uevent is not null && PciDevice.TryParse(uevent, out PciDevice? device) && device.IsGpu) devices.Add(device);
        }

        return devices.ToImmutable();
    }

    private DriverVersion? KernelDriver()
    {
        if (machine.ReadText("/sys/module/nvidia/version") is { } module && DriverVersion.TryParse(module, out DriverVersion? version)) return version;
        return machine.ReadText("/proc/driver/nvidia/version") is { } text ? NvidiaKernel.Version(text) : null;
    }

    private DriverVersion? InstalledDriver()
    {
        const string prefix = "libnvidia-ml.so.";
        return Places()
            .SelectMany(folder => machine.List(folder))
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => DriverVersion.TryParse(name[prefix.Length..], out DriverVersion? version) ? version : null)
            .FirstOrDefault(version => version is { Major: > 99 });

        static IEnumerable<string> Places() => ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib", "/run/opengl-driver/lib"];
    }

    private ImmutableDictionary<string, string> Models()
    {
        ImmutableDictionary<string, string>.Builder models = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (string address in machine.List("/proc/driver/nvidia/gpus"))
        {
            if (machine.ReadText($"/proc/driver/nvidia/gpus/{address}/information") is { } text && NvidiaKernel.Model(text) is { } model)
                models[PciDevice.NormalizeAddress(address)] = model;
        }

        return models.ToImmutable();
    }

    // nvidia0, nvidia1; not nvidiactl and nvidia-uvm, which are there without a GPU too.
    private static bool IsDeviceNode(string name) => name.StartsWith("nvidia", StringComparison.Ordinal) && name.Length > 6 && name[6..].All(char.IsAsciiDigit);

    private string? Container()
    {
        if (machine.Exists("/run/.containerenv")) return "podman";
        if (machine.Variable("APPTAINER_CONTAINER") is not null || machine.Variable("SINGULARITY_CONTAINER") is not null) return "apptainer";
        if (machine.Variable("KUBERNETES_SERVICE_HOST") is not null) return "kubernetes";
        if (machine.Exists("/.dockerenv")) return "docker";
        string groups = machine.ReadText("/proc/1/cgroup") ?? "";
        foreach (string kind in (string[])["kubepods", "docker", "containerd", "lxc"])
        {
            if (groups.Contains(kind, StringComparison.Ordinal)) return kind == "kubepods" ? "kubernetes" : kind;
        }

        return machine.Variable("container") is { Length: > 0 } said ? said : null;
    }

    private string? CompatLibrary()
    {
        foreach (string folder in machine.List("/usr/local").Where(name => name.StartsWith("cuda", StringComparison.Ordinal)))
        {
            string compat = $"/usr/local/{folder}/compat";
            if (machine.List(compat).LastOrDefault(name => name.StartsWith("libcuda.so.", StringComparison.Ordinal)) is { } library) return $"{compat}/{library}";
        }

        return null;
    }
}
