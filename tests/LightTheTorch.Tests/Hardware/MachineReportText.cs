using System.Text;
using LightTheTorch.Hardware;

namespace LightTheTorch.Tests.Hardware;

/// <summary>A report in lines, for comparing and for reading in a review.</summary>
internal static class MachineReportText
{
    public static string Of(MachineReport report, BackendVerdict best)
    {
        StringBuilder text = new();
        text.Append($"platform {report.Platform}\n");
        if (report.ProcessArch != report.Arch) text.Append($"process {report.ProcessArch}\n");
        if (report.IsWsl2) text.Append("wsl2\n");
        if (report.Container is { } container) text.Append($"container {container}\n");
        if (report.Jetson is { } jetson) text.Append($"jetson {jetson.Model}, L4T {jetson.L4t ?? "unknown"}\n");
        text.Append($"driver {(report.Driver is { } driver ? $"{driver.Vendor.Key()} {driver.Version}" : "none")}\n");
        foreach (Gpu gpu in report.Gpus)
        {
            text.Append($"gpu {gpu.Vendor.Key()}: {gpu.Name}; {gpu.Architecture?.ToString() ?? "unknown"}");
            if (gpu.IsIntegrated) text.Append("; integrated");
            if (gpu.IsPartitioned) text.Append("; MIG");
            if (gpu.Problem is { } problem) text.Append($"\n    {problem}");
            text.Append('\n');
        }

        foreach (string note in report.Notes) text.Append($"note: {note}\n");
        text.Append($"best: {(best.Runs ? best.Backend.Name.Value : "none")}\n");
        return text.ToString();
    }
}
