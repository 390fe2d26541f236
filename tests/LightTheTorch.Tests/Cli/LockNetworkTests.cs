using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Http;
using LightTheTorch.IO.Simple;
using LightTheTorch.LoopbackIndex;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution;
using LightTheTorch.Targets;
using LightTheTorch.Tests.Resolution;
using Microsoft.Extensions.Time.Testing;

namespace LightTheTorch.Tests.Cli;

/// <summary>Locks over HTTP: the same whatever the network does, and what the cache spares.</summary>
public sealed class LockNetworkTests : IDisposable
{
    private readonly MadeIndex _index = new();

    public LockNetworkTests()
    {
        for (int version = 1; version <= 12; version++)
        {
            _index.Universe.Add("a", $"{version}", $"b=={version}", "c").Add("b", $"{version}", $"d<{version}").Add("c", $"{version}", "e[fast]").Add("d", $"{version}");
        }

        _index.Universe.Add(new WheelSpec("e", "1") { Requires = ["six ; extra == \"fast\""], Extras = ["fast"] }).Add("six", "1.17.0")
            .Add(new WheelSpec("six", "1.18.0"), yanked: "oops").Add("f", "1", "a>=9", "d>=12");
        foreach (string backend in (string[])["cpu", "cu126"])
        {
            foreach (string version in (string[])["2.8.0", "2.9.0"])
            {
                _index.Universe.AddTorch(backend, MadeIndex.Wheel("torch", $"{version}+{backend}", "a", "six") with { Padding = 2_000 }, new TorchLink { Hash = false, Metadata = version == "2.8.0" });
            }
        }
    }

    public void Dispose() => _index.Dispose();

    [Theory]
    [InlineData("torch\na<=7\nd\n", ExitCode.Done)]
    [InlineData("torch\nf\n", ExitCode.Unsatisfiable)]
    public async Task Latency_ChangesNoByte(string requirements, object exitCode)
    {
        string expected = await RunAsync([]);
        Assert.StartsWith($"exit {(int)(ExitCode)exitCode} ", expected, StringComparison.Ordinal);
        _index.Universe.Build().WriteTo(_index.Folder);
        await using LoopbackServer server = await LoopbackServer.StartAsync(new FolderTree(_index.Folder), cancellation: TestContext.Current.CancellationToken);
        for (int seed = 0; seed < 6; seed++)
        {
            server.Faults = Jitter(seed);
            Assert.Equal(expected, await RunAsync(["--mirror", server.Root.AbsoluteUri]));
        }

        async Task<string> RunAsync(string[] mirror)
        {
            CliAnswer answer = await _index.LockAsync(requirements, "cpu,cu126", ["--upgrade", .. mirror]);
            return $"{answer}\n{_index.Lock("cpu")}\n{_index.Lock("cu126")}";
        }
    }

    [Fact]
    public async Task Targets_WaitForTheirIndexesSideBySide()
    {
        // More than a usual machine has processors.
        string[] backends = ["cu118", "cu121", "cu124", "cu128", "cu129", "cu130", "rocm5.7", "rocm6.0", "rocm6.1", "rocm6.2", "rocm6.2.4", "rocm6.3", "rocm6.4", "rocm7.0", "rocm7.1", "rocm7.2", "xpu"];
        foreach (string backend in backends) _index.Universe.AddTorch(backend, MadeIndex.Wheel("torch", $"2.9.0+{backend}"));
        _index.Universe.Build().WriteTo(_index.Folder);
        await using LoopbackServer server = await LoopbackServer.StartAsync(new FolderTree(_index.Folder), cancellation: TestContext.Current.CancellationToken);
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        CancellationToken patience = TestContext.Current.CancellationToken;
        int under = 0;
        server.Faults = async (context, next) =>
        {
            // No torch is told of before all have been asked for: one backend after the other would never come to an end.
            if (context.Request.Path.Value!.EndsWith("/torch/index.html", StringComparison.Ordinal))
            {
                if (Interlocked.Increment(ref under) == backends.Length) all.SetResult();
                await all.Task.WaitAsync(patience);
            }

            await next();
        };
        CliAnswer answer = await _index.LockAsync("torch\n", string.Join(',', backends), "--mirror", server.Root.AbsoluteUri);
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Equal(backends.Length, under);
    }

    [Fact]
    public async Task Parallelism_ChangesNoAnswer()
    {
        _index.Universe.Build().WriteTo(_index.Folder);
        await using LoopbackServer server = await LoopbackServer.StartAsync(new FolderTree(_index.Folder), cancellation: TestContext.Current.CancellationToken);
        Assert.True(Mirror.TryParse(server.Root.AbsoluteUri, _index.Folder, out Mirror? mirror));
        HashSet<string> answers = [];
        foreach (int parallelism in (int[])[1, 2, 50])
        {
            server.Faults = Jitter(parallelism);
            using HttpClient http = new();
            using IndexClient client = new(http, new IndexClientOptions { Mirror = mirror, Parallelism = parallelism }, new FakeTimeProvider());
            using SimpleIndexSource source = new(client, new Uri("https://pypi.org/simple/"));
            foreach (string requirements in (string[])["a<=7 d c", "f"])
            {
                ResolutionRequest request = new(
                    new Target(BackendName.Parse("cpu"), Platform.Parse("linux_x86_64"), PythonVersion.Parse("3.12")),
                    [.. requirements.Split(' ').Select(static (text, i) => new InputRequirement(Requirement.Parse(text), new SourceLocation("requirements.in", i + 1, 1)))]);
                answers.Add((await new Resolver(_ => source).ResolveAsync(request, TestContext.Current.CancellationToken)).Tell());
            }
        }

        Assert.Equal(2, answers.Count);
    }

    [Fact]
    public async Task Cache_IsEnoughOfflineAndRefreshAsksAgain()
    {
        _index.Universe.Build().WriteTo(_index.Folder);
        string expected;
        await using (LoopbackServer server = await LoopbackServer.StartAsync(new FolderTree(_index.Folder), cancellation: TestContext.Current.CancellationToken))
        {
            string[] options = ["--upgrade", "--cache-dir", "cache", "--mirror", server.Root.AbsoluteUri];
            (await _index.LockAsync("a\n", "cpu", options)).MustBeDone();
            expected = _index.Lock("cpu");
            int first = Pages(server);
            Assert.True(first >= 5, $"{first} pages");
            (await _index.LockAsync("a\n", "cpu", options)).MustBeDone();
            Assert.Equal(first, Pages(server)); // each is fresh for ten minutes
            (await _index.LockAsync("a\n", "cpu", [.. options, "--refresh"])).MustBeDone();
            Assert.Equal(2 * first, Pages(server));
            (await _index.LockAsync("a\n", "cpu", [.. options, "--offline"])).MustBeDone();
            Assert.Equal(2 * first, Pages(server));
            Assert.Equal(expected, _index.Lock("cpu"));

            CliAnswer answer = await _index.LockAsync("a\nf\n", "cpu", [.. options, "--offline"]);
            Assert.Equal(ExitCode.Failed, answer.ExitCode);
            Assert.Contains("https://pypi.org/simple/f/", answer.Talk.ReplaceLineEndings(""), StringComparison.Ordinal);
            Assert.Equal(expected, _index.Lock("cpu"));
        }

        static int Pages(LoopbackServer server) => server.Requests.Where(static request => !request.Key.EndsWith(".whl", StringComparison.Ordinal) && !request.Key.EndsWith(".metadata", StringComparison.Ordinal)).Sum(static request => request.Value);
    }

    [Fact]
    public async Task Runs_AtOnceShareOneCache()
    {
        _index.Universe.Build().WriteTo(_index.Folder);
        await using LoopbackServer server = await LoopbackServer.StartAsync(new FolderTree(_index.Folder), cancellation: TestContext.Current.CancellationToken);
        string cache = Path.Combine(_index.Cli.Folder, "cache");
        InProcess[] runs = [.. Enumerable.Range(0, 6).Select(static _ => new InProcess())];
        try
        {
            CliAnswer[] answers = await Task.WhenAll(runs.Select(run =>
            {
                run.Write("requirements.txt", "torch\na<=7\n");
                return run.RunAsync("lock", "requirements.txt", "--backends", "cpu,cu126", "--python", "3.12", "--platforms", "linux_x86_64", "--mirror", server.Root.AbsoluteUri, "--cache-dir", cache);
            }));
            Assert.All(answers, static answer => answer.MustBeDone());
            Assert.Single(runs.Select(static run => File.ReadAllText(Path.Combine(run.Folder, "requirements.cpu.txt"))).Distinct());
        }
        finally
        {
            foreach (InProcess run in runs) run.Dispose();
        }
    }

    private static Func<Microsoft.AspNetCore.Http.HttpContext, Func<Task>, Task> Jitter(int seed)
    {
        Random random = new(seed);
        return async (context, next) =>
        {
            int delay;
            lock (random) delay = random.Next(12);
#pragma warning disable RS0030 // The delay of a network is real time.
            await Task.Delay(TimeSpan.FromMilliseconds(delay), TimeProvider.System, context.RequestAborted);
#pragma warning restore RS0030
            await next();
        };
    }
}
