using System.Collections.Immutable;
using System.Globalization;
using LightTheTorch.Torch;

namespace LightTheTorch.Hardware;

/// <summary>
/// A node of the topology that AMD's compute driver publishes in <c>/sys/class/kfd/kfd/topology/nodes/N/properties</c>,
/// with no need of ROCm. Processors are nodes too.
/// </summary>
/// <param name="SimdCount">0 for a processor.</param>
/// <param name="Architecture">The gfx name; <see langword="null"/> for a processor.</param>
/// <param name="Pci">Vendor and device.</param>
/// <param name="Address">Its place on the bus, <c>0000:03:00.0</c>.</param>
public sealed record KfdNode(int SimdCount, GpuArchitecture.Gfx? Architecture, PciId? Pci, string? Address)
{
    // gfx names of graphics that share a die with a processor. gfx942 of the MI300A is none of them: it is a data-centre GPU.
    private static readonly ImmutableHashSet<string> s_integrated =
    [
        "gfx902", "gfx909", "gfx90c", "gfx1013", "gfx1033", "gfx1035", "gfx1036", "gfx1037", "gfx1103", "gfx1150", "gfx1151", "gfx1152", "gfx1153",
    ];

    public bool IsGpu => SimdCount > 0 && Architecture is not null;

    /// <summary>Reads <c>name value</c> lines.</summary>
    public static KfdNode Parse(string properties)
    {
        Dictionary<string, long> values = new(StringComparer.Ordinal);
        foreach (string line in properties.Split('\n'))
        {
            string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length == 2 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long value)) values[parts[0]] = value;
        }

        long Value(string name) => values.GetValueOrDefault(name);
        PciId? pci = values.ContainsKey("vendor_id") && values.ContainsKey("device_id") && Value("vendor_id") is > 0 and <= ushort.MaxValue && Value("device_id") <= ushort.MaxValue
            ? new PciId((ushort)Value("vendor_id"), (ushort)Value("device_id"))
            : null;
        return new KfdNode((int)Math.Min(Value("simd_count"), int.MaxValue), Gfx(Value("gfx_target_version")), pci, AddressOf(Value("domain"), Value("location_id")));
    }

    /// <summary>
    /// The name that <c>gfx_target_version</c> spells: major, minor and stepping in pairs of decimal digits, of which LLVM writes
    /// minor and stepping as one hexadecimal digit each: 90010 is <c>gfx90a</c>, 110501 is <c>gfx1151</c>.
    /// </summary>
    public static GpuArchitecture.Gfx? Gfx(long version)
    {
        (long major, long minor, long stepping) = (version / 10000, version / 100 % 100, version % 100);
        return major is > 0 and < 100 && minor < 16 && stepping < 16
            ? new GpuArchitecture.Gfx(string.Create(CultureInfo.InvariantCulture, $"gfx{major}{minor:x}{stepping:x}"))
            : null;
    }

    public static bool IsIntegrated(GpuArchitecture? architecture) => architecture is GpuArchitecture.Gfx gfx && s_integrated.Contains(gfx.Name);

    // location_id holds bus, device and function as PCI packs them.
    private static string? AddressOf(long domain, long location) =>
        location == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{domain & 0xffff:x4}:{(location >> 8) & 0xff:x2}:{(location >> 3) & 0x1f:x2}.{location & 7}");
}
