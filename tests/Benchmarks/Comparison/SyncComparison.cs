using System.Globalization;
using System.Security.Cryptography;
using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.Benchmarks.Comparison;

/// <summary>
/// <c>sync PROGRAM [RUNS] [LATENCY-MS]</c>: <c>ltt sync</c> of 150 small wheels against plain pip and <c>uv pip sync</c> of the same lock, in turn, each with an
/// empty cache and an empty environment, and pip's own share: the same wheels from files of this machine.
/// </summary>
internal sealed class SyncComparison(string program, string folder, int runs, TextWriter output)
{
    private const int Packages = 150;
    private const int Padding = 20_000;

    private readonly string _lock = Path.Combine(folder, "requirements.cpu.txt");
    private readonly string _list = Path.Combine(folder, "files.txt");

    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        int runs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
        double latency = args.Length > 2 ? double.Parse(args[2], CultureInfo.InvariantCulture) : 30;
        Universe universe = new();
        foreach (int package in Enumerable.Range(0, Packages)) universe.Add(new WheelSpec(Name(package), "1.0") { Padding = Padding });
        // The lock names this server, so that all three read it alike.
        LoopbackOptions options = new() { RewriteLinks = true, Latency = TimeSpan.FromMilliseconds(latency) };
        await using LoopbackServer server = await LoopbackServer.StartAsync(universe.Build(), options);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ltt-compare-");
        try
        {
            SyncComparison comparison = new(Path.GetFullPath(args[0]), folder.FullName, runs, output);
            await comparison.LockAsync(server);
            output.WriteLine($"{Packages} wheels, {runs} rounds, {latency} ms latency; times are medians [least to most], ratios are the other's time by ours, round by round");
            await comparison.MeasureAsync(Peer.Unpack(folder.FullName));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task LockAsync(LoopbackServer server)
    {
        await File.WriteAllLinesAsync(Path.Combine(folder, "requirements.txt"), Enumerable.Range(0, Packages).Select(Name));
        await Measurement.TakeAsync(new Job("python3", folder, ["-m", "venv", "own"]));
        await Measurement.TakeAsync(new Job("python3", folder, ["-m", "venv", "--without-pip", "uvs"])); // uv removes what is not locked, pip too
        string python = Path.GetFileName(Directory.GetDirectories(Path.Combine(folder, "own", "lib"), "python3*").Single())["python".Length..];
        await Measurement.TakeAsync(new Job(program, folder, ["lock", "requirements.txt", "-b", "cpu", "-p", python, "--platforms", "linux_x86_64", "--index-url", $"{server.Root}pypi.org/simple/", "--cache-dir", Path.Combine(folder, "lock-cache")]));
    }

    private async Task MeasureAsync(string uv)
    {
        List<double> ours = [], again = [], pips = [], pipsAgain = [], uvs = [], shares = [];
        for (int run = 0; run <= runs; run++)
        {
            string cache = Path.Combine(folder, "caches", run.ToString(CultureInfo.InvariantCulture));
            Job sync = new(program, folder, ["sync", _lock, "--python", "own", "--cache-dir", cache, "-q"]);
            Measurement our = await TakeAsync("own", sync), second = await Measurement.TakeAsync(sync);
            WriteList(cache);
            Measurement pip = await TakeAsync("own", Pip("--no-cache-dir", "-r", _lock));
            // Everything is there as the lock says, as it was for the second sync.
            Measurement pipAgain = await Measurement.TakeAsync(Pip("--no-cache-dir", "-r", _lock));
            Measurement share = await TakeAsync("own", Pip("--no-index", "-r", _list));
            Measurement their = await TakeAsync("uvs", new Job(uv, folder, ["pip", "sync", "--require-hashes", _lock, "--python", "uvs", "--cache-dir", cache + "-uv", "-q"], ("UV_NO_PROGRESS", "1")));
            if (run == 0) continue; // warms the server and the disk
            ours.Add(our.Milliseconds);
            again.Add(second.Milliseconds);
            pips.Add(pip.Milliseconds);
            pipsAgain.Add(pipAgain.Milliseconds);
            shares.Add(share.Milliseconds);
            uvs.Add(their.Milliseconds);
        }

        output.WriteLine($"ltt sync {Spread.Times(ours)}");
        output.WriteLine($"pip install -r {Spread.Times(pips)}, ratio {Spread.Ratios(ours, pips)}");
        output.WriteLine($"all there already: ltt sync {Spread.Times(again)}; pip install -r {Spread.Times(pipsAgain)}, ratio {Spread.Ratios(again, pipsAgain)}");
        output.WriteLine($"pip's own share, the same wheels from files: {Spread.Times(shares)}");
        output.WriteLine($"what is left without it: ltt {Spread.Times([.. ours.Zip(shares, (our, share) => our - share)])}, pip {Spread.Times([.. pips.Zip(shares, (pip, share) => pip - share)])}");
        output.WriteLine($"uv pip sync {Spread.Times(uvs)}, ratio {Spread.Ratios(ours, uvs)}");
    }

    private Job Pip(params string[] words) =>
        new(Path.Combine(folder, "own", "bin", "python"), folder, ["-m", "pip", "install", "--no-deps", "--require-hashes", "--disable-pip-version-check", "-q", .. words]);

    // Before each, nothing that is locked is there; after each, all of it must be.
    private async Task<Measurement> TakeAsync(string environment, Job job)
    {
        string packages = Directory.GetDirectories(Path.Combine(folder, environment, "lib"), "python3*").Select(python => Path.Combine(python, "site-packages")).Single();
        foreach (string old in Directory.GetDirectories(packages, "package_*")) Directory.Delete(old, recursive: true);
        Measurement taken = await Measurement.TakeAsync(job);
        return Directory.GetDirectories(packages, "package_*.dist-info").Length == Packages ? taken : throw new InvalidOperationException($"{job.Program} did not install everything");
    }

    private void WriteList(string cache) => File.WriteAllLines(_list, Directory.GetFiles(cache, "*.whl", SearchOption.AllDirectories).Select(file =>
        $"{Path.GetFileName(file).Split('-')[0]} @ {new Uri(file).AbsoluteUri} --hash=sha256:{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}"));

    private static string Name(int package) => "package-" + package.ToString(CultureInfo.InvariantCulture);
}
