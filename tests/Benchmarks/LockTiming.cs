using System.Diagnostics;
using System.Globalization;
using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.Benchmarks;

/// <summary>
/// Times the published program on a whole job: <c>lock-time PROGRAM SET BACKENDS [RUNS] [LATENCY-MS]</c> locks a recorded set over the loopback
/// index, each run with an empty cache and then with the cache it left, and prints medians with their spread.
/// </summary>
internal static class LockTiming
{
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        (string program, string set, string backends) = (Path.GetFullPath(args[0]), args[1], args[2]);
        int runs = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 10;
        TimeSpan latency = TimeSpan.FromMilliseconds(args.Length > 4 ? double.Parse(args[4], CultureInfo.InvariantCulture) : 0);
        string fixtures = Fixtures.Folder;
        await using LoopbackServer server = await LoopbackServer.StartAsync(new FolderTree(Path.Combine(fixtures, "index")), new LoopbackOptions { Latency = latency });
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ltt-time-");
        try
        {
            string[] command = ["lock", Path.Combine(fixtures, "sets", set + ".in"), "-b", backends, "-p", "3.12", "--platforms", "linux_x86_64", "--mirror", server.Root.ToString(), "-q"];
            List<double> cold = [], warm = [];
            for (int run = 0; run <= runs; run++)
            {
                string cache = Path.Combine(folder.FullName, $"cache{run}");
                string[] all = [.. command, "-o", folder.FullName, "--cache-dir", cache];
                (double first, double second) = (await TimeAsync(program, all), await TimeAsync(program, all));
                // The first pair warms the server and the disk, and is not counted.
                if (run == 0) continue;
                cold.Add(first);
                warm.Add(second);
            }

            output.WriteLine($"{set} on {backends}, {runs} runs, {latency.TotalMilliseconds} ms latency: cold {Spread(cold)}, warm {Spread(warm)}, ratio {cold.Order().ElementAt(runs / 2) / warm.Order().ElementAt(runs / 2):F1}");
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> TimeAsync(string program, string[] args)
    {
        Stopwatch watch = Stopwatch.StartNew();
        using Process process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true }) ?? throw new InvalidOperationException($"`{program}` did not start");
        Task<string> talk = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? watch.Elapsed.TotalMilliseconds : throw new InvalidOperationException(await talk);
    }

    private static string Spread(List<double> times)
    {
        double[] sorted = [.. times.Order()];
        return $"{sorted[sorted.Length / 2]:F0} ms [{sorted[0]:F0} to {sorted[^1]:F0}]";
    }
}
