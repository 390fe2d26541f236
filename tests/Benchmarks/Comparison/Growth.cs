using System.Globalization;
using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.Benchmarks.Comparison;

/// <summary>
/// <c>growth PROGRAM [RUNS] [SVG]</c>: time and memory of a cold lock on made indexes against the number of targets (1 to 196) and of packages (10 to 2,000),
/// with the exponent of the power law that fits best; the plot is an SVG.
/// </summary>
internal static class Growth
{
    private static readonly string[] s_backends = ["cpu", "cu130", "cu129", "cu128", "cu126", "cu124", "cu121", "cu118", "cu117", "cu116", "cu113", "cu111", "cu110", "cu102"];
    private static readonly string[] s_pythons = ["3.12", "3.13", "3.11", "3.10", "3.14", "3.9", "3.8"];
    private static readonly string[] s_platforms = ["linux_x86_64", "win_amd64"];
    private static readonly (int Backends, int Pythons, int Platforms)[] s_targets = [(1, 1, 1), (1, 1, 2), (1, 5, 2), (2, 5, 2), (5, 5, 2), (10, 5, 2), (14, 7, 2)];
    private static readonly int[] s_packages = [10, 20, 50, 100, 200, 500, 1000, 2000];

    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        string program = Path.GetFullPath(args[0]);
        int runs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ltt-growth-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "requirements.txt"), MadeGraph.Root + "\n");
            GrowthCurve targets = new("targets, 50 packages", []), packages = new("packages, 1 target", []);
            foreach ((int Backends, int Pythons, int Platforms) size in s_targets) targets.Points.Add((size.Backends * size.Pythons * size.Platforms, await TakeAsync(program, folder.FullName, runs, 50, size)));
            foreach (int count in s_packages) packages.Points.Add((count, await TakeAsync(program, folder.FullName, runs, count, (1, 1, 1))));
            GrowthCurve[] curves = [targets, packages];
            foreach (GrowthCurve curve in curves) curve.Print(output);
            if (args.Length > 2) await File.WriteAllTextAsync(args[2], GrowthPlot.Write(curves));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Measurement> TakeAsync(string program, string folder, int runs, int packages, (int Backends, int Pythons, int Platforms) size)
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(MadeGraph.Build(packages), new LoopbackOptions { Compress = false });
        List<Measurement> taken = [];
        for (int run = 0; run <= runs; run++)
        {
            string place = Path.Combine(folder, Path.GetRandomFileName());
            Measurement one = await Measurement.TakeAsync(new Job(program, folder,
            [
                "lock", "requirements.txt", "-q", "--mirror", server.Root.ToString(), "-o", place, "--cache-dir", place + ".cache",
                "-b", string.Join(',', s_backends[..size.Backends]), "-p", string.Join(',', s_pythons[..size.Pythons]), "--platforms", string.Join(',', s_platforms[..size.Platforms]),
            ]));
            if (run > 0) taken.Add(one); // the first warms the server
        }

        return new Measurement(Spread.Median(taken.Select(one => one.Milliseconds)), taken.Max(one => one.PeakMegabytes));
    }
}

/// <summary>Cost against size.</summary>
internal sealed record GrowthCurve(string Name, List<(double Size, Measurement Cost)> Points)
{
    // What every run costs hides the growth of small ones: the larger half tells.
    private const int Fitted = 4;

    public double TimeExponent => Spread.Exponent([.. Points.TakeLast(Fitted).Select(point => (point.Size, point.Cost.Milliseconds))]);

    public double MemoryExponent => Spread.Exponent([.. Points.TakeLast(Fitted).Select(point => (point.Size, point.Cost.PeakMegabytes))]);

    public void Print(TextWriter output)
    {
        output.WriteLine(Name);
        foreach ((double size, Measurement cost) in Points) output.WriteLine($"  {size,5}: {cost.Milliseconds,7:F0} ms {cost.PeakMegabytes,5:F0} MB");
        output.WriteLine($"  from {Points[^Fitted].Size} on, time grows as size^{TimeExponent:F2}, memory as size^{MemoryExponent:F2}");
    }
}
