using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LightTheTorch.Hardware;
using LightTheTorch.IO.Python;
using LightTheTorch.Targets;
using LightTheTorch.Torch;

namespace LightTheTorch.IO.Hardware;

/// <summary>Looks at a Windows machine: NVIDIA's library or tool, and the display adapters that Windows lists.</summary>
internal sealed partial class WindowsProbe(IMachine machine, ImmutableArray<IntelDevices> intel)
{
    private const string PowerShell = @"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe";
    private const string AdapterQuery = "Get-CimInstance Win32_VideoController | Select-Object Name,PNPDeviceID,DriverVersion | ConvertTo-Json -Compress";

    public async Task<MachineReport> ProbeAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<Adapter> adapters = await AdaptersAsync(cancellationToken);
        NvidiaReading reading = await NvidiaTool.ReadAsync(machine, cancellationToken);
        ImmutableArray<Adapter> nvidia = [.. adapters.Where(adapter => adapter.Id.Vendor == PciId.NvidiaVendor)];
        DriverVersion? version = reading.Driver ?? nvidia.Select(adapter => NvidiaVersion(adapter.Driver)).FirstOrDefault(found => found is not null);
        IEnumerable<Gpu> nvidiaGpus = reading.Devices.IsEmpty
            ? nvidia.Select(adapter => Unlisted(adapter, reading.Failure))
            : NvidiaAssembly.Of(new NvidiaSituation { Reading = reading }).Gpus;
        string arch = machine.Processor.NameOn(TargetOs.Windows), process = machine.ProcessProcessor.NameOn(TargetOs.Windows);
        return new MachineReport
        {
            Os = TargetOs.Windows,
            Arch = arch,
            ProcessArch = process,
            Driver = version is null ? null : new GpuDriver(GpuVendor.Nvidia, version),
            Gpus =
            [
                .. nvidiaGpus,
                .. adapters.Where(adapter => adapter.Id.Vendor == PciId.AmdVendor).Select(Amd),
                .. adapters.Where(adapter => adapter.Id.Vendor == PciId.IntelVendor).Select(adapter => IntelGpus.Of(adapter.Id, adapter.Name, intel)),
            ],
            Notes = arch == process ? [] : [$"this program is built for {process} and runs emulated on {arch}; a Python for {process} would run emulated too, and its torch without a GPU"],
        };
    }

    private async Task<ImmutableArray<Adapter>> AdaptersAsync(CancellationToken cancellationToken)
    {
        ProcessAnswer? answer = await machine.RunAsync(
            new ProcessRequest(PowerShell, "-NoProfile", "-NonInteractive", "-Command", AdapterQuery), cancellationToken);
        if (answer is not { ExitCode: 0 }) return [];
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer.Output);
            // One adapter alone is no array.
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray().SelectMany(Read)] : [.. Read(root)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<Adapter> Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || Text(element, "PNPDeviceID") is not { } place) yield break;
        Match match = PlugAndPlay().Match(place);
        if (match.Success && PciId.TryParse($"{match.Groups[1].Value}:{match.Groups[2].Value}", out PciId? id))
            yield return new Adapter(id.Value, Text(element, "Name") ?? $"GPU {id}", Text(element, "DriverVersion"));
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Windows numbers NVIDIA's drivers 32.0.15.7688, of which the last five digits are NVIDIA's own 576.88.
    private static DriverVersion? NvidiaVersion(string? windows)
    {
        if (windows is null || IsForeign(windows)) return null;
        string digits = windows.Replace(".", "", StringComparison.Ordinal);
        return digits.Length >= 5
            && int.TryParse(digits[^5..], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && DriverVersion.TryParse(string.Create(CultureInfo.InvariantCulture, $"{number / 100}.{number % 100:00}"), out DriverVersion? version)
            ? version
            : null;
    }

    // Without NVIDIA's own driver Windows shows the card through a driver of Microsoft's, numbered as Windows itself.
    private static bool IsForeign(string driver) => driver.StartsWith("10.0.", StringComparison.Ordinal);

    private static Gpu Unlisted(Adapter adapter, string? failure)
    {
        NvidiaGeneration? generation = NvidiaGeneration.Of(adapter.Id);
        bool foreign = adapter.Driver is null || IsForeign(adapter.Driver);
        return new Gpu(GpuVendor.Nvidia, !foreign ? adapter.Name : generation is null ? $"NVIDIA GPU {adapter.Id}" : $"NVIDIA {generation.Name} GPU {adapter.Id}")
        {
            Architecture = generation?.Capability,
            Pci = adapter.Id,
            Problem = foreign ? "NVIDIA's driver is not installed" : failure ?? (generation is null ? "its driver does not tell what it is" : null),
        };
    }

    private static Gpu Amd(Adapter adapter) => new(GpuVendor.Amd, adapter.Name)
    {
        Pci = adapter.Id,
        IsIntegrated = adapter.Name is "AMD Radeon(TM) Graphics" or "AMD Radeon Graphics",
        Problem = "PyTorch builds for ROCm on Linux only",
    };

    [GeneratedRegex(@"\APCI\\VEN_([0-9A-Fa-f]{4})&DEV_([0-9A-Fa-f]{4})", RegexOptions.NonBacktracking)]
    private static partial Regex PlugAndPlay();

    private sealed record Adapter(PciId Id, string Name, string? Driver);
}
