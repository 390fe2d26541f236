using System.Collections.Immutable;

namespace LightTheTorch.Hardware;

/// <summary>
/// Puts what was seen of NVIDIA together. A version file proves a driver, not a device; the PCI bus proves a card, not that anything can
/// run on it; only the driver's own list and the device nodes prove a usable GPU.
/// </summary>
public static class NvidiaAssembly
{
    public static (GpuDriver? Driver, ImmutableArray<Gpu> Gpus) Of(NvidiaSituation seen)
    {
        DriverVersion? version = seen.Reading.Driver ?? seen.KernelDriver;
        GpuDriver? driver = version is null ? null : new GpuDriver(GpuVendor.Nvidia, version);
        ImmutableArray<Gpu> listed = [.. seen.Reading.Devices.Select(device => Listed(device, seen))];
        if (listed.IsEmpty && seen.IsWsl2 && seen.Reading.Failure is { } failure) listed = [new Gpu(GpuVendor.Nvidia, "the NVIDIA GPU of Windows") { Problem = failure }];
        if (listed.IsEmpty && seen.Jetson is { } jetson) listed = [OnJetson(new Gpu(GpuVendor.Nvidia, jetson.Model) { Architecture = jetson.Capability }, jetson)];
        if (!listed.IsEmpty && seen.Container is not null) return (driver, listed);    // a container may be given some cards only
        IEnumerable<Gpu> others = seen.Cards
            .Where(card => !listed.Any(gpu => gpu.Address == card.Address))
            .Select(card => Unlisted(card, version ?? seen.InstalledDriver, seen));
        // Under WSL2, and where the tool does not tell addresses, there is nothing to compare with.
        bool comparable = listed.All(gpu => gpu.Address is not null);
        return (driver, comparable ? [.. listed, .. others] : listed);
    }

    private static Gpu Listed(NvidiaDevice device, NvidiaSituation seen)
    {
        Gpu gpu = new(GpuVendor.Nvidia, device.Name)
        {
            Architecture = device.Capability
                ?? (device.Pci is { } id ? NvidiaGeneration.Of(id)?.Capability : null)
                ?? seen.Jetson?.Capability,
            Pci = device.Pci,
            Address = device.Address,
            IsPartitioned = device.IsPartitioned,
        };
        return seen.Jetson is { } jetson ? OnJetson(gpu, jetson) : gpu;
    }

    private static Gpu OnJetson(Gpu gpu, Jetson jetson) => jetson.TakesServerWheels ? gpu : gpu with
    {
        IsIntegrated = false,
        Problem = $"PyTorch's own wheels do not run on {jetson.Model}{(jetson.L4t is null ? "" : $" with L4T {jetson.L4t}")}; NVIDIA's index for Jetson has a torch for it",
    };

    private static Gpu Unlisted(PciDevice card, DriverVersion? version, NvidiaSituation seen)
    {
        NvidiaGeneration? generation = NvidiaGeneration.Of(card.Id);
        string name = seen.Models.GetValueOrDefault(card.Address)
            ?? (generation is null ? $"NVIDIA GPU {card.Id}" : $"NVIDIA {generation.Name} GPU {card.Id}");
        return new Gpu(GpuVendor.Nvidia, name)
        {
            Architecture = generation?.Capability,
            Pci = card.Id,
            Address = card.Address,
            Problem = WhyUnlisted(card, generation, version, seen),
        };
    }

    private static string? WhyUnlisted(PciDevice card, NvidiaGeneration? generation, DriverVersion? version, NvidiaSituation seen)
    {
        if (seen.Reading.IsAbsent && seen.HasDeviceNode && seen.KernelDriver is not null && card.Driver is "nvidia") return null;
        if (seen.Container is not null && !seen.HasDeviceNode) return "this container has no access to it; it must be started with `--gpus all`, or the like";
        if (card.Driver is "vfio-pci") return "it is set aside for virtual machines (`vfio-pci`)";
        if (version is not null && generation is not null)
        {
            if (generation.LastDriver < version.Major)
                return $"driver {version} no longer serves {generation.Name} GPUs; driver {generation.LastDriver} is the last that does";
            if (generation.FirstDriver > version.Major)
                return $"driver {version} does not know {generation.Name} GPUs yet; it takes driver {generation.FirstDriver} or newer";
        }

        if (seen.IsOpenModule && generation?.Capability is { } old && (old.Major, old.Minor).CompareTo((7, 5)) < 0)
            return $"the open kernel module of driver {version} does not serve {generation.Name} GPUs; the proprietary one does, up to driver {generation.LastDriver}";
        if (card.Driver is "nouveau" or "nova_core") return $"it runs on `{card.Driver}`; PyTorch needs NVIDIA's own driver";
        if (seen.Reading.Failure is { } failure) return failure;
        return version is null || (seen.KernelDriver is null && seen.Reading.Driver is null) ? "no NVIDIA driver is loaded" : $"driver {version} does not list it";
    }
}
