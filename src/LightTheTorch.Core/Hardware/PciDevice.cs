using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LightTheTorch.Hardware;

/// <summary>A device on the PCI bus, as Linux describes it in the <c>uevent</c> file of <c>/sys/bus/pci/devices</c>.</summary>
/// <param name="Address"><c>0000:01:00.0</c>, in lower case.</param>
/// <param name="Id">What it is.</param>
/// <param name="Class">The class code: <c>0x030000</c> is a VGA controller.</param>
/// <param name="Driver">The kernel module bound to it, if any.</param>
public sealed record PciDevice(string Address, PciId Id, int Class, string? Driver)
{
    /// <summary>VGA, 3D and other display controllers (class 03), and processing accelerators (class 12).</summary>
    public bool IsGpu => Class >> 16 is 0x03 or 0x12;

    public static bool TryParse(string uevent, [NotNullWhen(true)] out PciDevice? device)
    {
        device = null;
        PciId? id = null;
        string? address = null, driver = null;
        int code = 0;
        foreach (string line in uevent.Split('\n'))
        {
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) continue;
            string value = line[(equals + 1)..].Trim();
            switch (line[..equals])
            {
                case "PCI_ID": id = PciId.TryParse(value, out PciId? found) ? found : null; break;
                case "PCI_SLOT_NAME": address = NormalizeAddress(value); break;
                case "DRIVER": driver = value; break;
                case "PCI_CLASS": _ = int.TryParse(value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code); break;
            }
        }

        if (id is null || address is null) return false;
        device = new PciDevice(address, id.Value, code, driver);
        return true;
    }

    /// <summary>NVIDIA's tools write the domain with eight digits, the kernel with four.</summary>
    public static string NormalizeAddress(string address)
    {
        string lower = address.Trim().ToLowerInvariant();
        return lower.Length == "00000000:01:00.0".Length && lower.StartsWith("0000", StringComparison.Ordinal) ? lower[4..] : lower;
    }
}
