using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LightTheTorch.Hardware;

/// <summary>What a PCI device is: vendor and device number, written <c>10de:1b06</c>.</summary>
public readonly record struct PciId(ushort Vendor, ushort Device)
{
    public const ushort NvidiaVendor = 0x10de;
    public const ushort AmdVendor = 0x1002;
    public const ushort IntelVendor = 0x8086;

    /// <summary>Takes <c>10de:1b06</c> in either case.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out PciId? id)
    {
        id = null;
        int colon = text.IndexOf(':');
        if (colon < 0 || !TryParseHex(text[..colon], out ushort vendor) || !TryParseHex(text[(colon + 1)..], out ushort device)) return false;
        id = new PciId(vendor, device);
        return true;
    }

    /// <summary>The device number alone, as catalogues list it: four hexadecimal digits, lower case.</summary>
    public string DeviceText => Device.ToString("x4", CultureInfo.InvariantCulture);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Vendor:x4}:{Device:x4}");

    private static bool TryParseHex(ReadOnlySpan<char> text, out ushort value) =>
        ushort.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
