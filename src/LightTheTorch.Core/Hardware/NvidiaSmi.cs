using System.Collections.Immutable;
using System.Globalization;
using LightTheTorch.Torch;

namespace LightTheTorch.Hardware;

/// <summary>
/// Reads what <c>nvidia-smi --query-gpu=… --format=csv,noheader</c> prints: one line for each GPU, or a sentence on what is wrong.
/// The banner is never read: its "CUDA Version" is the newest that the driver knows, and may say <c>ERR!</c>.
/// </summary>
public static class NvidiaSmi
{
    /// <summary>What to ask. Drivers before 510 do not know <c>compute_cap</c> and refuse the whole query.</summary>
    public const string Query = "--query-gpu=driver_version,name,compute_cap,pci.bus_id,pci.device_id,mig.mode.current";

    public const string OldQuery = "--query-gpu=driver_version,name,pci.bus_id,pci.device_id";

    public const string Format = "--format=csv,noheader";

    private const int QueryFields = 6;
    private const int OldQueryFields = 4;

    /// <summary>The tool is too old for <see cref="Query"/>; <see cref="OldQuery"/> is the one to ask.</summary>
    public static bool RefusesField(string output) => output.Contains("is not a valid field to query", StringComparison.Ordinal);

    /// <param name="output">What it wrote to standard output and standard error.</param>
    public static NvidiaReading Parse(string output)
    {
        ImmutableArray<NvidiaDevice>.Builder devices = ImmutableArray.CreateBuilder<NvidiaDevice>();
        DriverVersion? driver = null;
        foreach (string line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] fields = line.Split(',', StringSplitOptions.TrimEntries);
            if (fields.Length is not (QueryFields or OldQueryFields)) continue;
            if (DriverVersion.TryParse(fields[0], out DriverVersion? said)) driver ??= said;
            else if (!IsMissing(fields[0])) continue;
            devices.Add(fields.Length == QueryFields
                ? new NvidiaDevice(fields[1], Capability(fields[2]), Address(fields[3]), Pci(fields[4]), fields[5] == "Enabled")
                : new NvidiaDevice(fields[1], null, Address(fields[2]), Pci(fields[3])));
        }

        return devices.Count > 0 ? new NvidiaReading(driver, devices.ToImmutable()) : new NvidiaReading(null, [], NvidiaFailures.OfTool(output));
    }

    /// <summary>Reads <c>8.6</c>.</summary>
    public static GpuArchitecture.Sass? Capability(string text)
    {
        string[] parts = text.Split('.');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minor)
            && major is > 0 and < 100 && minor < 10
            ? new GpuArchitecture.Sass(major, minor)
            : null;
    }

    // 0x1B0610DE: the device in the upper half, the vendor in the lower.
    private static PciId? Pci(string text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        && uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint number)
            ? new PciId((ushort)(number & 0xffff), (ushort)(number >> 16))
            : null;

    private static string? Address(string text) => IsMissing(text) ? null : PciDevice.NormalizeAddress(text);

    // [N/A], [Not Supported], [Unknown Error], N/A
    private static bool IsMissing(string text) => text.StartsWith('[') || text is "N/A" or "";
}
