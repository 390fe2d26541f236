using System.Globalization;
using LightTheTorch.Cli.Compiling;
using Spectre.Console;

namespace LightTheTorch.Cli.Rendering;

/// <summary>What a person wants to know after <c>ltt lock</c>: per backend the torch, the size, the driver and the GPUs.</summary>
internal static class LockSummary
{
    public static void Write(IAnsiConsole console, IReadOnlyList<CompiledLock> locks)
    {
        foreach (CompiledLock one in locks)
        {
            string torch = one.Lock.Header.Torch.IsEmpty ? "no torch" : "torch " + string.Join(", ", one.Lock.Header.Torch);
            string packages = Count(one.Lock.Packages.Select(package => package.Name).Distinct().Count(), "package");
            string targets = Count(one.Lock.Header.Targets.Length, "target");
            DiagnosticRenderer.Line(console, string.Join("; ", [$"{one.Lock.Header.Backend}: {torch}", packages, targets, Download(one), .. Expiry(one), .. one.Lock.Header.Hardware]));
        }
    }

    private static string[] Expiry(CompiledLock one) =>
        one.Lock.Header.Expires is { } day ? [$"nightly builds that the index deletes about {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"] : [];

    /// <summary>The bytes that the largest target downloads, in units of 1000, and how many files have no known size.</summary>
    private static string Download(CompiledLock one)
    {
        (long bytes, int unknown) = one.LargestDownload;
        string size = Size(bytes) + " to download";
        return unknown == 0 ? size : $"{size} and {Count(unknown, "file")} of unknown size";
    }

    public static string Size(long bytes)
    {
        string[] units = ["B", "kB", "MB", "GB"];
        double size = bytes;
        int unit = 0;
        for (; size >= 1000 && unit < units.Length - 1; unit++) size /= 1000;
        return size.ToString(size >= 100 || unit == 0 ? "F0" : "F1", CultureInfo.InvariantCulture) + " " + units[unit];
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
