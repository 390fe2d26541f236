using LightTheTorch.Torch;

namespace LightTheTorch.Hardware;

/// <summary>
/// A generation of NVIDIA GPUs by PCI device number. Needed only for cards that the driver does not show or whose capability it
/// does not tell; every other card says itself what it is.
/// </summary>
/// <param name="Name">NVIDIA's name of the generation.</param>
/// <param name="Capability">The compute capability.</param>
/// <param name="FirstDriver">The first driver branch that knows it; 0 where no living driver is older.</param>
/// <param name="LastDriver">The last driver branch that serves it, if it was dropped.</param>
public sealed record NvidiaGeneration(string Name, GpuArchitecture.Sass Capability, int FirstDriver, int? LastDriver)
{
    // Ranges of device numbers as the public PCI ID list groups them by chip; the first that holds the number counts.
    private static readonly (int First, int Last, NvidiaGeneration Generation)[] s_ranges =
    [
        .. Rows("Fermi", 2, 0, 0, 390, (0x06c0, 0x06df), (0x0dc0, 0x0dff), (0x0e08, 0x0e3f), (0x1040, 0x109f), (0x1140, 0x117f), (0x1200, 0x127f)),
        .. Rows("Kepler", 3, 7, 0, 470, (0x102d, 0x102d)),
        .. Rows("Kepler", 3, 5, 0, 470, (0x1001, 0x103f), (0x1280, 0x12bf)),
        .. Rows("Kepler", 3, 0, 0, 470, (0x0fc0, 0x0fff), (0x1180, 0x11ff)),
        .. Rows("Maxwell", 5, 2, 0, 580, (0x13c0, 0x143f), (0x1600, 0x167f), (0x17c0, 0x17ff)),
        .. Rows("Maxwell", 5, 0, 0, 580, (0x1340, 0x13bf), (0x1740, 0x179f)),
        .. Rows("Pascal", 6, 0, 0, 580, (0x15f0, 0x15ff)),
        .. Rows("Pascal", 6, 1, 0, 580, (0x1b00, 0x1d7f)),
        .. Rows("Volta", 7, 0, 0, 580, (0x1d80, 0x1dff)),
        .. Rows("Turing", 7, 5, 410, null, (0x1e00, 0x1fff), (0x2180, 0x21ff)),
        .. Rows("Ampere", 8, 0, 450, null, (0x2080, 0x20ff)),
        .. Rows("Ampere", 8, 6, 455, null, (0x2200, 0x22ff), (0x2400, 0x25ff)),
        .. Rows("Hopper", 9, 0, 520, null, (0x2300, 0x23ff)),
        .. Rows("Ada Lovelace", 8, 9, 520, null, (0x2680, 0x28ff)),
        .. Rows("Blackwell", 10, 0, 570, null, (0x2900, 0x29ff)),
        .. Rows("Blackwell", 12, 0, 570, null, (0x2b80, 0x2dff), (0x2f00, 0x2fff)),
        .. Rows("Blackwell", 12, 1, 580, null, (0x2e00, 0x2eff)),
        .. Rows("Blackwell", 10, 3, 575, null, (0x3180, 0x31ff)),
    ];

    public static NvidiaGeneration? Of(PciId id) =>
        id.Vendor == PciId.NvidiaVendor ? s_ranges.FirstOrDefault(row => id.Device >= row.First && id.Device <= row.Last).Generation : null;

    private static IEnumerable<(int First, int Last, NvidiaGeneration Generation)> Rows(
        string name, int major, int minor, int firstDriver, int? lastDriver, params (int First, int Last)[] ranges)
    {
        NvidiaGeneration generation = new(name, new GpuArchitecture.Sass(major, minor), firstDriver, lastDriver);
        return ranges.Select(range => (range.First, range.Last, generation));
    }
}
