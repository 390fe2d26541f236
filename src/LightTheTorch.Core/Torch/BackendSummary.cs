using System.Collections.Immutable;
using LightTheTorch.Versions;

namespace LightTheTorch.Torch;

/// <summary>What a lock of a backend asks of a machine, for the lock's first line, the summary of <c>ltt lock</c> and <c>--json</c>.</summary>
/// <param name="LinuxDriver">The least driver on Linux as a specifier, <c>&gt;=525.60.13</c>; <see langword="null"/>: no target is Linux, or none is needed.</param>
/// <param name="WindowsDriver">The same on Windows.</param>
/// <param name="Served">The GPUs served, by the targets that serve the same.</param>
public sealed record BackendSummary(string? LinuxDriver, string? WindowsDriver, ImmutableArray<BackendSummary.ServedGpus> Served)
{
    /// <summary>Every architecture that at least one of the targets serves: NVIDIA's by number, PTX behind them; others in the catalogue's order.</summary>
    public ImmutableArray<GpuArchitecture> Gpus => [.. Served.SelectMany(row => row.Gpus).Distinct().OrderBy(Rank)];

    /// <summary>Summarises a lock.</summary>
    /// <param name="backend">The backend.</param>
    /// <param name="targets">The platform, by its name without a suffix, and the torch of each target that has one.</param>
    public static BackendSummary Of(Backend backend, IEnumerable<(string Platform, PyVersion Torch)> targets)
    {
        ImmutableArray<(string Platform, PyVersion Torch)> all = [.. targets.Distinct().OrderBy(target => target.Platform, StringComparer.Ordinal).ThenBy(target => target.Torch)];
        bool Any(string os) => all.Any(target => target.Platform.StartsWith(os, StringComparison.Ordinal));
        return new BackendSummary(
            Any("linux") ? backend.Driver?.Linux?.ToString() : null,
            Any("win") ? backend.Driver?.Windows?.ToString() : null,
            [
                .. from target in all
                   let gpus = backend.GpusOf(target.Torch, target.Platform)
                   where !gpus.IsEmpty
                   group target by string.Join(' ', gpus) into alike
                   select new ServedGpus([.. alike], [.. alike.Key.Split(' ').Select(GpuArchitecture.Parse)]),
            ]);
    }

    /// <summary><c>NVIDIA driver &gt;=525.60.13 (Linux), &gt;=527.41 (Windows); sm_50 to sm_90</c>; empty where no GPU is needed.</summary>
    public override string ToString()
    {
        string[] drivers = [.. new[] { (LinuxDriver, "Linux"), (WindowsDriver, "Windows") }.Where(pair => pair.Item1 is not null).Select(pair => $"{pair.Item1} ({pair.Item2})")];
        // Lists that differ in the middle read the same: cu126 has sm_61 on Windows alone.
        ImmutableArray<IGrouping<string, ServedGpus>> spans = [.. Served.GroupBy(row => Span(row.Gpus))];
        Func<(string Platform, PyVersion Torch), string> tellsApart = TellsApart(spans);
        IEnumerable<string> gpus = spans.Length == 1 ? [spans[0].Key] : spans.Select(rows => $"{rows.Key} ({string.Join(", ", rows.SelectMany(row => row.Targets).Select(tellsApart).Distinct())})");
        string[] parts = [drivers.Length > 0 ? $"NVIDIA driver {string.Join(", ", drivers)}" : "", string.Join(", ", gpus)];
        return string.Join("; ", parts.Where(part => part.Length > 0));
    }

    // By platform where each has its own; a torch that reaches back on every platform is told by its version.
    private static Func<(string Platform, PyVersion Torch), string> TellsApart(IEnumerable<IGrouping<string, ServedGpus>> spans)
    {
        bool Apart(Func<(string Platform, PyVersion Torch), string> name) => spans.SelectMany(rows => rows.SelectMany(row => row.Targets).Select(name).Distinct()).GroupBy(word => word).All(same => same.Count() == 1);
        return new Func<(string Platform, PyVersion Torch), string>[] { target => target.Platform, target => $"torch {target.Torch.Public}" }.FirstOrDefault(Apart)
            ?? (target => $"{target.Platform} torch {target.Torch.Public}");
    }

    private static (bool IsPtx, int Major, int Minor) Rank(GpuArchitecture gpu) => gpu switch
    {
        GpuArchitecture.Sass sass => (false, sass.Major, sass.Minor),
        GpuArchitecture.Ptx ptx => (true, ptx.Major, ptx.Minor),
        _ => default,
    };

    private static string Span(ImmutableArray<GpuArchitecture> gpus)
    {
        ImmutableArray<GpuArchitecture.Sass> sass = [.. gpus.OfType<GpuArchitecture.Sass>()];
        if (sass.IsEmpty) return string.Join(' ', gpus);
        string span = sass.Length == 1 ? sass[0].ToString() : $"{sass[0]} to {sass[^1]}";
        return gpus.Any(gpu => gpu is GpuArchitecture.Ptx) ? $"{span} and newer" : span;
    }

    /// <summary>GPUs that some targets serve.</summary>
    public sealed record ServedGpus(ImmutableArray<(string Platform, PyVersion Torch)> Targets, ImmutableArray<GpuArchitecture> Gpus);
}
