using LightTheTorch.Cli.Commands;
using LightTheTorch.Hardware;

namespace LightTheTorch.Cli.Rendering;

/// <summary>A detection in lines that a person reads and grep finds things in.</summary>
internal static class DetectionText
{
    /// <param name="output">Standard output.</param>
    /// <param name="detection">What to show.</param>
    /// <param name="all">Backends that get no new torch any more are told of too when they do not run.</param>
    public static void Write(TextWriter output, Detection detection, bool all)
    {
        void Line(string text) => output.WriteLine(DiagnosticRenderer.Printable(text));

        Line("machine  " + string.Join(", ", Machine(detection.Report)));
        Line("driver   " + (detection.Report.Driver?.ToString() ?? "none"));
        if (detection.Gpus.IsEmpty) Line("gpu      none");
        foreach (GpuVerdict verdict in detection.Gpus)
        {
            Line($"gpu      {verdict.Gpu}{(verdict.Gpu.IsPartitioned ? ", MIG" : "")}{(verdict.Gpu.IsIntegrated ? ", integrated" : "")}");
            if (verdict.Why is { } why) Line("         not usable: " + why);
        }

        foreach (string note in detection.Report.Notes) Line("note     " + note);
        WriteBackends(Line, detection, all);
    }

    private static void WriteBackends(Action<string> line, Detection detection, bool all)
    {
        line("");
        BackendVerdict[] runs = [.. detection.Backends.Where(verdict => verdict.Runs)];
        BackendVerdict[] fails = [.. detection.Backends.Where(verdict => !verdict.Runs && (all || verdict.Backend.IsLive))];
        int width = runs.Concat(fails).Select(verdict => verdict.Backend.Name.Value.Length).DefaultIfEmpty(0).Max();
        if (runs.Length == 0) line("runs     nothing");
        foreach (BackendVerdict verdict in runs)
        {
            line($"runs     {verdict.Backend.Name.Value.PadRight(width)}  torch {verdict.TorchRange}");
            foreach (string warning in verdict.Warnings) line($"         {new string(' ', width)}  {warning}");
        }

        foreach (BackendVerdict verdict in fails) line($"not      {verdict.Backend.Name.Value.PadRight(width)}  {verdict.Why}");
        int silent = detection.Backends.Count(verdict => !verdict.Runs) - fails.Length;
        if (silent > 0) line($"         {silent} older backends do not run either; `--verbose` says why");
    }

    private static IEnumerable<string> Machine(MachineReport report)
    {
        yield return report.Platform;
        if (report.IsWsl2) yield return "WSL2";
        if (report.Container is { } container) yield return $"container ({container})";
        if (report.Jetson is { } jetson) yield return jetson.L4t is null ? jetson.Model : $"{jetson.Model} with L4T {jetson.L4t}";
    }
}
