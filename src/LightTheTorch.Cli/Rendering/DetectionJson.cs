using System.Text.Json;
using LightTheTorch.Cli.Commands;
using LightTheTorch.Hardware;

namespace LightTheTorch.Cli.Rendering;

/// <summary>A detection for programs. Keys are only ever added.</summary>
internal static class DetectionJson
{
    public static void Write(Utf8JsonWriter json, Detection detection)
    {
        MachineReport report = detection.Report;
        json.WriteString("os", report.Os.ToString().ToLowerInvariant());
        json.WriteString("arch", report.Arch);
        json.WriteString("processArch", report.ProcessArch);
        json.WriteString("platform", report.Platform);
        json.WriteBoolean("wsl2", report.IsWsl2);
        json.WriteString("container", report.Container);
        json.WriteString("jetson", report.Jetson?.Model);
        WriteDriver(json, report.Driver);
        json.WriteStartArray("gpus");
        foreach (GpuVerdict verdict in detection.Gpus) WriteGpu(json, verdict);
        json.WriteEndArray();
        json.WriteStartArray("backends");
        foreach (BackendVerdict verdict in detection.Backends) WriteBackend(json, verdict);
        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (string note in report.Notes) json.WriteStringValue(note);
        json.WriteEndArray();
    }

    private static void WriteDriver(Utf8JsonWriter json, GpuDriver? driver)
    {
        if (driver is null)
        {
            json.WriteNull("driver");
            return;
        }

        json.WriteStartObject("driver");
        json.WriteString("vendor", driver.Vendor.Key());
        json.WriteString("version", driver.Version.Text);
        json.WriteBoolean("stated", driver.IsStated);
        json.WriteEndObject();
    }

    private static void WriteGpu(Utf8JsonWriter json, GpuVerdict verdict)
    {
        json.WriteStartObject();
        json.WriteString("vendor", verdict.Gpu.Vendor.Key());
        json.WriteString("name", verdict.Gpu.Name);
        json.WriteString("arch", verdict.Gpu.Architecture?.ToString());
        json.WriteString("pci", verdict.Gpu.Pci?.ToString());
        json.WriteBoolean("integrated", verdict.Gpu.IsIntegrated);
        json.WriteBoolean("usable", verdict.IsUsable);
        json.WriteString("why", verdict.Why);
        json.WriteEndObject();
    }

    private static void WriteBackend(Utf8JsonWriter json, BackendVerdict verdict)
    {
        json.WriteStartObject();
        json.WriteString("name", verdict.Backend.Name.Value);
        json.WriteBoolean("runs", verdict.Runs);
        json.WriteString("torch", verdict.Runs ? verdict.TorchRange : null);
        json.WriteString("why", verdict.Why);
        json.WriteStartArray("warnings");
        foreach (string warning in verdict.Warnings) json.WriteStringValue(warning);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
