using System.Collections.Immutable;
using System.Globalization;
using LightTheTorch.Cli.Compiling;
using LightTheTorch.Locking;
using LightTheTorch.Reporting;
using LightTheTorch.Resolution.Agreeing;
using Spectre.Console;

namespace LightTheTorch.Cli.Rendering;

/// <summary>What a person wants to know after <c>ltt lock</c>: per backend the torch, the size, the driver and the GPUs, and what is other than in the old lock.</summary>
internal static class LockSummary
{
    private const int MostChanges = 20;

    public static void Write(IAnsiConsole console, Compilation compiled)
    {
        ImmutableArray<CompiledLock> locks = compiled.Locks;
        foreach (CompiledLock one in locks)
        {
            string torch = one.Lock.Header.Torch.IsEmpty ? "no torch" : "torch " + string.Join(", ", one.Lock.Header.Torch);
            string packages = Count(one.PackageCount, "package");
            string targets = Count(one.Lock.Header.Targets.Length, "target");
            DiagnosticRenderer.Line(console, string.Join("; ", [$"{one.Lock.Header.Backend}: {torch}", packages, targets, Download(one), .. Expiry(one), .. one.Lock.Header.Hardware]));
            if (compiled.Plan.Old.GetValueOrDefault(one.Backend.Name) is { } before) WriteChanges(console, before, one.Lock);
        }

        TargetPhrases phrases = new(locks.SelectMany(one => one.Targets).Select(pins => pins.Target));
        foreach (SharedVersion one in compiled.Shared) DiagnosticRenderer.Line(console, $"{one.Name} {one.Version} for all {phrases.All}{Limits(one, phrases)}");
        if (TorchSkew.Of(locks) is { Count: > 1 } skew)
            DiagnosticRenderer.Line(console, $"torch differs between backends: {string.Join("; ", skew.Select(row => $"{row.Version} on {string.Join(", ", row.Backends)}"))}; `--same-versions` takes one for all");
        if (compiled.Verified is { } verified) DiagnosticRenderer.Line(console, verified.ToString());
    }

    private static void WriteChanges(IAnsiConsole console, BackendLock old, BackendLock @new)
    {
        LockComparison changes = new(old, @new, isUpgrade: true);
        foreach (string line in changes.Lines.Take(MostChanges)) DiagnosticRenderer.Line(console, "  " + line);
        if (changes.Differences.Length > MostChanges) DiagnosticRenderer.Line(console, $"  and {Count(changes.Differences.Length - MostChanges, "more change")}");
    }

    private static string Limits(SharedVersion shared, TargetPhrases phrases) => shared.Limits switch
    {
        [] => "",
        [var only] when only.Version.Equals(shared.Version) => $", limited by {phrases.Of(only.Targets)}",
        var steps => ", limited by " + string.Join(", then ", steps.Select(step => $"{phrases.Of(step.Targets)} ({step.Version})")),
    };

    private static string[] Expiry(CompiledLock one) =>
        one.Lock.Header.Expires is { } day ? [$"nightly builds that the index deletes about {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"] : [];

    /// <summary>The bytes that the largest target downloads, in units of 1000, and how many files have no known size.</summary>
    private static string Download(CompiledLock one)
    {
        (long bytes, int unknown) = one.LargestDownload;
        string size = Size(bytes) + " to download";
        return unknown == 0 ? size : $"{size} and {Count(unknown, "file")} of unknown size";
    }

    public static string Size(long bytes) => ByteCount.Of(bytes);

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
