using System.Collections.Immutable;
using LightTheTorch.Hardware;
using LightTheTorch.IO.Python;
using LightTheTorch.Targets;

namespace LightTheTorch.IO.Hardware;

/// <summary>Lists NVIDIA's GPUs: by the library, else by <c>nvidia-smi</c>, which is also looked for where PATH does not lead.</summary>
internal static class NvidiaTool
{
    // WSL2 keeps its tools off the PATH of root and of services.
    private static readonly ImmutableArray<string> s_onLinux = ["nvidia-smi", "/usr/lib/wsl/lib/nvidia-smi", "/usr/bin/nvidia-smi"];

    private static readonly ImmutableArray<string> s_onWindows =
        ["nvidia-smi", @"C:\Windows\System32\nvidia-smi.exe", @"C:\Program Files\NVIDIA Corporation\NVSMI\nvidia-smi.exe"];

    public static async Task<NvidiaReading> ReadAsync(IMachine machine, CancellationToken cancellationToken)
    {
        if (machine.ReadNvml() is { } reading) return reading;
        foreach (string tool in machine.Os == TargetOs.Windows ? s_onWindows : s_onLinux)
        {
            if (await AskAsync(machine, tool, NvidiaSmi.Query, cancellationToken) is not { } output) continue;
            if (NvidiaSmi.RefusesField(output)) output = await AskAsync(machine, tool, NvidiaSmi.OldQuery, cancellationToken) ?? "";
            return NvidiaSmi.Parse(output);
        }

        return NvidiaReading.Absent;
    }

    // Which of the two streams carries the bad news differs between versions of the tool.
    private static async Task<string?> AskAsync(IMachine machine, string tool, string query, CancellationToken cancellationToken) =>
        await machine.RunAsync(new ProcessRequest(tool, query, NvidiaSmi.Format), cancellationToken) is { } answer ? answer.Output + "\n" + answer.Error : null;
}
