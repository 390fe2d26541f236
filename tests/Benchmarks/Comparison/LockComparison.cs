using System.Globalization;
using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.Benchmarks.Comparison;

/// <summary>
/// <c>compare PROGRAM INDEX [RUNS] [LATENCY-MS]</c>: the published program against uv on the unpacked recorded index behind one loopback server, in one run.
/// One target, cold and warm; 54 targets against 54 runs of uv and against its universal runs; <c>--check</c>.
/// </summary>
internal sealed class LockComparison(string program, Peer peer, LoopbackServer server, string folder, int runs, TextWriter output)
{
    private static readonly string[] s_requirements = ["torch>=2.4", "transformers", "datasets"];
    private static readonly string[] s_backends = ["cpu", "cu118", "cu121", "cu124", "cu126", "cu128", "cu129", "cu130", "xpu"];
    private static readonly string[] s_pythons = ["3.10", "3.11", "3.12"];
    private static readonly (string Ours, string Theirs)[] s_platforms = [("linux_x86_64", "x86_64-manylinux_2_28"), ("win_amd64", "x86_64-pc-windows-msvc")];

    private string Input => Path.Combine(folder, "requirements.txt");

    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        int runs = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 7;
        double latency = args.Length > 3 ? double.Parse(args[3], CultureInfo.InvariantCulture) : 0;
        // The same pages for both, not compressed: the server shares the machine with what is measured.
        LoopbackOptions options = new() { RewriteLinks = true, Compress = false, Latency = TimeSpan.FromMilliseconds(latency) };
        await using LoopbackServer server = await LoopbackServer.StartAsync(new FolderTree(Path.GetFullPath(args[1])), options);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ltt-compare-");
        try
        {
            Peer peer = new(Peer.Unpack(folder.FullName), server.Root);
            LockComparison comparison = new(Path.GetFullPath(args[0]), peer, server, folder.FullName, runs, output);
            output.WriteLine($"{runs} pairs, {latency} ms latency; times are medians [least to most], ratios are uv's time by ours, pair by pair");
            await comparison.WriteInputsAsync();
            await comparison.OneTargetAsync();
            await comparison.ManyTargetsAsync();
            await comparison.CheckAsync();
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task WriteInputsAsync()
    {
        await File.WriteAllLinesAsync(Input, s_requirements);
        peer.WriteProjects(folder, s_backends, s_requirements);
    }

    private async Task OneTargetAsync()
    {
        List<double> ourCold = [], theirCold = [], ourWarm = [], theirWarm = [];
        double peak = 0;
        for (int run = 0; run <= runs; run++)
        {
            (string ours, string theirs) = (Cache("ltt-one", run), Cache("uv-one", run));
            Job our = Lock("one", ours, ["cu126"], ["linux_x86_64"], ["3.12"]), their = peer.Compile(folder, "cu126", "x86_64-manylinux_2_28", "3.12", theirs);
            Measurement first = await Measurement.TakeAsync(our), second = await Measurement.TakeAsync(their), third = await Measurement.TakeAsync(our), fourth = await Measurement.TakeAsync(their);
            if (run == 0) continue; // warms the server and the disk
            ourCold.Add(first.Milliseconds);
            theirCold.Add(second.Milliseconds);
            ourWarm.Add(third.Milliseconds);
            theirWarm.Add(fourth.Milliseconds);
            peak = Math.Max(peak, Math.Max(first.PeakMegabytes, third.PeakMegabytes));
        }

        Print("one target, cold", ourCold, theirCold);
        Print("one target, warm", ourWarm, theirWarm);
        output.WriteLine($"memory of ltt lock, one target: {peak:F0} MB");
    }

    private async Task ManyTargetsAsync()
    {
        int few = Math.Max(1, (runs + 1) / 2);
        foreach (bool warm in new[] { false, true })
        {
            List<double> ours = [], each = [], universal = [];
            double peak = 0;
            for (int run = 0; run < few; run++)
            {
                string state = warm ? "warm" : "cold" + run;
                (string our, string theirs, string theirUniversal) = (Cache("ltt-many-" + state, 0), Cache("uv-each-" + state, 0), Cache("uv-universal-" + state, 0));
                if (warm && run == 0) await RoundAsync(our, theirs, theirUniversal);
                (Measurement all, double total, double totalUniversal) = await RoundAsync(our, theirs, theirUniversal);
                ours.Add(all.Milliseconds);
                each.Add(total);
                universal.Add(totalUniversal);
                peak = Math.Max(peak, all.PeakMegabytes);
            }

            string name = warm ? "warm" : "cold";
            Print($"54 targets, {name}, against 54 runs", ours, each);
            Print($"54 targets, {name}, against {s_backends.Length} universal runs", ours, universal);
            output.WriteLine($"memory of ltt lock, 54 targets: {peak:F0} MB");
        }
    }

    private async Task<(Measurement Ours, double Each, double Universal)> RoundAsync(string our, string theirs, string theirUniversal)
    {
        Measurement all = await Measurement.TakeAsync(Lock("many", our, s_backends, [.. s_platforms.Select(platform => platform.Ours)], s_pythons));
        double total = 0, universal = 0;
        foreach (string backend in s_backends)
        {
            foreach ((_, string platform) in s_platforms)
                foreach (string python in s_pythons) total += (await Measurement.TakeAsync(peer.Compile(folder, backend, platform, python, theirs))).Milliseconds;
            universal += (await Measurement.TakeAsync(peer.CompileUniversal(folder, backend, s_pythons[0], theirUniversal))).Milliseconds;
        }

        return (all, total, universal);
    }

    private async Task CheckAsync()
    {
        List<double> times = [];
        Job check = Lock("many", Cache("ltt-many-warm", 0), s_backends, [.. s_platforms.Select(platform => platform.Ours)], s_pythons, "--check");
        for (int run = 0; run < runs; run++) times.Add((await Measurement.TakeAsync(check)).Milliseconds);
        output.WriteLine($"--check of {s_backends.Length} locks with 54 targets: {Spread.Times(times)}");
    }

    private Job Lock(string place, string cache, string[] backends, string[] platforms, string[] pythons, string how = "--upgrade") =>
        new(program, folder,
        [
            "lock", Input, "-b", string.Join(',', backends), "--platforms", string.Join(',', platforms), "-p", string.Join(',', pythons), "-o", Path.Combine(folder, place), "-q", "--cache-dir", cache,
            "--index-url", $"{server.Root}pypi.org/simple/", "--pytorch-index-url", $"{server.Root}download.pytorch.org/whl", how,
        ]);

    private string Cache(string name, int run) => Path.Combine(folder, "caches", name + run.ToString(CultureInfo.InvariantCulture));

    private void Print(string what, List<double> ours, List<double> theirs) =>
        output.WriteLine($"{what}: ltt {Spread.Times(ours)}, uv {Spread.Times(theirs)}, ratio {Spread.Ratios(ours, theirs)}");
}
