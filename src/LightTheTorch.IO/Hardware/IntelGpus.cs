using System.Collections.Immutable;
using LightTheTorch.Hardware;
using LightTheTorch.Torch;

namespace LightTheTorch.IO.Hardware;

/// <summary>Intel's GPUs. Nearly every laptop has a display adapter of Intel's; only the families that PyTorch names count.</summary>
internal static class IntelGpus
{
    private const string NotNamed = "it is not of the Intel GPU families that PyTorch runs on";

    public static IEnumerable<Gpu> Of(ImmutableArray<PciDevice> devices, ImmutableArray<IntelDevices> families, bool hasRenderNodes, string? container) =>
        from device in devices
        where device.Id.Vendor == PciId.IntelVendor
        select Of(device.Id, name: null, families) is var gpu && gpu.Problem is null
            ? gpu with { Address = device.Address, Problem = WhyNot(device, hasRenderNodes, container) }
            : gpu with { Address = device.Address };

    public static Gpu Of(PciId id, string? name, ImmutableArray<IntelDevices> families)
    {
        string? family = families.FirstOrDefault(row => row.PciIds.Contains(id.DeviceText))?.Family;
        return new Gpu(GpuVendor.Intel, name ?? (family is null ? $"Intel graphics {id}" : $"Intel GPU {id}"))
        {
            Architecture = family is not null && GpuArchitecture.TryParse(family, out GpuArchitecture? architecture) ? architecture : null,
            Pci = id,
            IsIntegrated = family is null || !IsCard(family),
            Problem = family is null ? NotNamed : null,
        };
    }

    private static bool IsCard(string family) =>
        family.StartsWith("arc-", StringComparison.Ordinal) || family.StartsWith("data-center", StringComparison.Ordinal);

    private static string? WhyNot(PciDevice device, bool hasRenderNodes, string? container)
    {
        if (device.Driver is "vfio-pci") return "it is set aside for virtual machines (`vfio-pci`)";
        if (device.Driver is not ("i915" or "xe")) return "neither of Intel's drivers, `i915` and `xe`, serves it";
        if (hasRenderNodes) return null;
        return container is null ? "there is no `/dev/dri`" : "this container has no access to it; it must be started with `--device /dev/dri`";
    }
}
