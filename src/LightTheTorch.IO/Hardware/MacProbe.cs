using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using LightTheTorch.Hardware;
using LightTheTorch.IO.Python;
using LightTheTorch.Targets;

namespace LightTheTorch.IO.Hardware;

/// <summary>Looks at a Mac. Its GPU is part of the ordinary build (MPS) on Apple silicon, and of none on Intel.</summary>
internal sealed class MacProbe(IMachine machine)
{
    public async Task<MachineReport> ProbeAsync(CancellationToken cancellationToken)
    {
        // Under Rosetta a process is told that the machine is an Intel one.
        ProcessAnswer? apple = await machine.RunAsync(new ProcessRequest("/usr/sbin/sysctl", "-n", "hw.optional.arm64"), cancellationToken);
        bool isApple = machine.Processor.Architecture == Architecture.Arm64 || apple is { ExitCode: 0 } && apple.Output.Trim() == "1";
        string arch = isApple ? "arm64" : "x86_64", process = machine.ProcessProcessor.NameOn(TargetOs.MacOS);
        return new MachineReport
        {
            Os = TargetOs.MacOS,
            Arch = arch,
            ProcessArch = process,
            Gpus = await GpusAsync(isApple, cancellationToken),
            Notes = arch == process ? [] : ["this program runs under Rosetta; a Python for x86_64 would run there too, and its torch without the GPU"],
        };
    }

    private async Task<ImmutableArray<Gpu>> GpusAsync(bool isApple, CancellationToken cancellationToken)
    {
        ProcessAnswer? answer = await machine.RunAsync(new ProcessRequest("/usr/sbin/system_profiler", "SPDisplaysDataType", "-json"), cancellationToken);
        if (answer is not { ExitCode: 0 }) return [];
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer.Output);
            if (!document.RootElement.TryGetProperty("SPDisplaysDataType", out JsonElement list) || list.ValueKind != JsonValueKind.Array) return [];
            return [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object).Select(item => Read(item, isApple))];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static Gpu Read(JsonElement item, bool isApple)
    {
        string name = Text(item, "sppci_model") ?? Text(item, "_name") ?? "GPU";
        string vendor = (Text(item, "spdisplays_vendor") ?? Text(item, "sppci_vendor") ?? "") + " " + name;
        bool Says(string word) => vendor.Contains(word, StringComparison.OrdinalIgnoreCase);
        GpuVendor maker = Says("nvidia") ? GpuVendor.Nvidia : Says("amd") || Says("ati ") || Says("radeon") ? GpuVendor.Amd : Says("intel") ? GpuVendor.Intel : GpuVendor.Apple;
        return new Gpu(maker, name)
        {
            IsIntegrated = maker is GpuVendor.Intel or GpuVendor.Apple,
            Problem = isApple && maker == GpuVendor.Apple ? null : "PyTorch has no GPU support on Intel Macs",
        };
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
