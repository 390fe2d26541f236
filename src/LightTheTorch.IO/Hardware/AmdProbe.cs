using System.Collections.Immutable;
using System.Globalization;
using LightTheTorch.Hardware;
using LightTheTorch.Torch;

namespace LightTheTorch.IO.Hardware;

/// <summary>AMD's GPUs on Linux: what the kernel's compute driver (KFD) lists, then cards on the bus that it does not.</summary>
internal sealed class AmdProbe(IMachine machine, ImmutableArray<PciDevice> devices, string? container)
{
    private const string Nodes = "/sys/class/kfd/kfd/topology/nodes";

    public (GpuDriver? Driver, ImmutableArray<Gpu> Gpus) Probe()
    {
        ImmutableArray<Gpu> listed = [.. Listed()];
        ImmutableArray<Gpu> others =
        [
            .. devices
                .Where(device => device.Id.Vendor == PciId.AmdVendor && !listed.Any(gpu => gpu.Address == device.Address || (gpu.Address is null && gpu.Pci == device.Id)))
                .Select(Unlisted),
        ];
        // Only AMD's own packages number the module; the one of the kernel is as old as the kernel.
        string? module = listed.IsEmpty ? null : machine.ReadText("/sys/module/amdgpu/version");
        GpuDriver? driver = module is not null && DriverVersion.TryParse(module, out DriverVersion? version) ? new GpuDriver(GpuVendor.Amd, version) : null;
        return (driver, [.. listed, .. others]);
    }

    private IEnumerable<Gpu> Listed()
    {
        string? problem = machine.Exists("/dev/kfd") ? null
            : container is null ? "there is no `/dev/kfd`"
            : "this container has no access to it; it must be started with `--device /dev/kfd --device /dev/dri`";
        GpuArchitecture.Gfx? forced = Forced();
        foreach (string node in machine.List(Nodes).OrderBy(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : int.MaxValue))
        {
            if (machine.ReadText($"{Nodes}/{node}/properties") is not { } text || KfdNode.Parse(text) is not { IsGpu: true } found) continue;
            yield return new Gpu(GpuVendor.Amd, Name(found.Address, found.Pci))
            {
                Architecture = forced ?? found.Architecture,
                Pci = found.Pci,
                Address = found.Address,
                IsIntegrated = KfdNode.IsIntegrated(found.Architecture),
                Problem = problem,
            };
        }
    }

    private Gpu Unlisted(PciDevice device)
    {
        GpuArchitecture.Gfx? architecture = FromDiscovery(device.Address);
        return new Gpu(GpuVendor.Amd, Name(device.Address, device.Id))
        {
            Architecture = architecture,
            Pci = device.Id,
            Address = device.Address,
            IsIntegrated = KfdNode.IsIntegrated(architecture),
            Problem = device.Driver switch
            {
                "amdgpu" => "AMD's compute driver (KFD) does not list it",
                "vfio-pci" => "it is set aside for virtual machines (`vfio-pci`)",
                "radeon" => "it runs on `radeon`, the driver of cards that ROCm never served",
                _ => "the `amdgpu` driver is not loaded",
            },
        };
    }

    // The blocks that a GPU says it is made of; GC is the graphics and compute core.
    private GpuArchitecture.Gfx? FromDiscovery(string address)
    {
        string folder = $"/sys/bus/pci/devices/{address}/ip_discovery/die/0/GC/0/";
        int? Read(string name) => int.TryParse(machine.ReadText(folder + name), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int value) ? value : null;
        return Read("major") is { } major && Read("minor") is { } minor && Read("revision") is { } revision
            ? KfdNode.Gfx((major * 10000) + (minor * 100) + revision)
            : null;
    }

    private string Name(string? address, PciId? id)
    {
        string? product = address is null ? null : machine.ReadText($"/sys/bus/pci/devices/{address}/product_name")?.Trim();
        return product is { Length: > 0 } ? product : id is null ? "AMD GPU" : $"AMD GPU {id}";
    }

    // A person who sets it answers for what happens; 10.3.0 is gfx1030.
    private GpuArchitecture.Gfx? Forced()
    {
        int[] parts = [.. (machine.Variable("HSA_OVERRIDE_GFX_VERSION") ?? "").Split('.').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value < 100 ? value : -1)];
        return parts is [>= 0, >= 0, >= 0] ? KfdNode.Gfx((parts[0] * 10000) + (parts[1] * 100) + parts[2]) : null;
    }
}
