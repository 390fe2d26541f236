using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using LightTheTorch.LoopbackIndex;
using Microsoft.AspNetCore.Http;

namespace LightTheTorch.EndToEnd;

/// <summary>The program as a process among others: killed, without space, without memory, behind proxies, with secrets.</summary>
public sealed class HardshipTests(MadeWorld world) : IClassFixture<MadeWorld>, IDisposable
{
    private const string Target = "linux_x86_64";

    private static readonly string[] s_files = ["requirements.cpu.txt", "requirements.cu118.txt"];

    private static readonly bool s_isWide = Environment.GetEnvironmentVariable("LTT_WIDE") == "1";
    private static readonly string s_filelock = MadeWorld.Tree.Files.Keys.Single(path => path.EndsWith("/filelock-3.20.0-py3-none-any.whl", StringComparison.Ordinal));

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string[] Lock => ["lock", "requirements.txt", "-b", "cpu,cu118", "-p", "3.12", "--platforms", Target, "--cache-dir", "cache", "--mirror", world.Server.Root.ToString()];

    public void Dispose()
    {
        world.Server.Faults = null;
        _folder.Dispose();
    }

    // `LTT_KILLS` says how often. Each lock is the old one or the right one after every kill, and what was left in the cache does no harm.
    [Fact]
    public async Task Kill_AtAnyMomentLeavesLocksAndCacheSound()
    {
        _folder.Write("requirements.txt", "torch==2.6.0; python_version < '3'\nsix\n");
        (await new Ltt(_folder.Path).RunAsync(Lock)).MustSucceed();
        string[] old = Read();
        _folder.Write("requirements.txt", MadeWorld.Requirements);
        Stopwatch clock = Stopwatch.StartNew();
        (await new Ltt(_folder.Path).RunAsync(Lock)).MustSucceed();
        double whole = clock.Elapsed.TotalMilliseconds;
        string[] right = Read();
        Directory.Delete(_folder.At("cache"), recursive: true);
        int count = int.TryParse(Environment.GetEnvironmentVariable("LTT_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out int more) ? more : s_isWide ? 30 : 3;
        Random random = new(20261124);
        for (int i = 0; i < count; i++)
        {
            for (int file = 0; file < s_files.Length; file++) _folder.Write(s_files[file], old[file]);
            // At one of its questions, or at a moment between its start and its end.
            await KilledAsync(i % 2 == 0 ? random.Next(1, 40) : int.MaxValue, TimeSpan.FromMilliseconds(whole * (0.2 + (0.9 * random.NextDouble()))));
            string[] found = Read();
            for (int file = 0; file < s_files.Length; file++) Assert.True(found[file] == old[file] || found[file] == right[file], $"after kill {i}:\n{found[file]}");
        }

        (await new Ltt(_folder.Path).RunAsync(Lock)).MustSucceed();
        Assert.Equal(right, Read());
        (await new Ltt(_folder.Path).RunAsync("cache", "clean", "--cache-dir", "cache")).MustSucceed();
        Assert.Empty(Directory.EnumerateFiles(_folder.At("cache"), "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("a cache without space", "mount -t tmpfs -o size=8k none cache", 0)]
    [InlineData("a cache that may only be read", "mount --bind cache cache && mount -o remount,ro,bind cache", 0)]
    [InlineData("an output folder without space", "mount -t tmpfs -o size=4k none out && head -c 4096 /dev/zero > out/full || true", 1)]
    public async Task Space_ThatIsMissingIsSaidOrDoneWithout(string name, string prepare, int exitCode)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "file systems of one's own are Linux's");
        CommandResult able = await Command.RunAsync("unshare", ["--mount", "--map-root-user", "sh", "-c", "mount -t tmpfs none /mnt"], _folder.Path);
        Assert.SkipUnless(able.ExitCode == 0, "this machine lets nobody mount a file system of one's own");
        _folder.Write("requirements.txt", MadeWorld.Requirements);
        Directory.CreateDirectory(_folder.At("out"));
        Directory.CreateDirectory(_folder.At("cache"));
        (string program, string[] words) = Ltt.CommandLine([.. Lock, "-o", "out"]);
        string script = $"{prepare}; \"$0\" \"$@\"; code=$?; ls -A out; exit $code";
        CommandResult result = await Command.RunAsync("unshare", ["--mount", "--map-root-user", "sh", "-c", script, program, .. words], _folder.Path, new Ltt(_folder.Path).Variables);
        Assert.True(result.ExitCode == exitCode, $"{name}\n{result}");
        string[] left = [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        Assert.Equal(exitCode == 0 ? s_files : ["full"], left);
        if (exitCode != 0) Assert.Contains("error[LTT4004]: cannot write", result.Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTPS_PROXY", "SSL_CERT_FILE")]
    [InlineData("https_proxy", "SSL_CERT_FILE")]
    [InlineData("ALL_PROXY", "SSL_CERT_DIR")]
    [InlineData("all_proxy", "REQUESTS_CA_BUNDLE")]
    public async Task Network_IsThatOfTheEnvironment(string proxy, string trust)
    {
        ConcurrentBag<string> protocols = [];
        world.Server.Faults = (http, right) =>
        {
            protocols.Add(http.Request.Protocol);
            return right();
        };
        _folder.Write("requirements.txt", "torch\n");
        string certificate = _folder.Write("trust/authority.pem", world.Server.Authority.RootPem);
        int asked = world.Proxy.Asked.GetValueOrDefault(RealHosts.Pypi);
        Ltt ltt = new(_folder.Path, (proxy, world.Proxy.Address.ToString()), (trust, trust == "SSL_CERT_DIR" ? _folder.At("trust") : certificate));
        (await ltt.RunAsync("lock", "-b", "cpu", "-p", "3.12", "--platforms", Target)).MustSucceed();
        Assert.True(world.Proxy.Asked[RealHosts.Pypi] > asked, "the proxy was not asked");
        Assert.All(protocols, protocol => Assert.Equal("HTTP/2", protocol));
    }

    [Theory]
    [InlineData("HTTP_PROXY", "", "", 1)]
    [InlineData("http_proxy", "", "", 1)]
    [InlineData("HTTP_PROXY", "NO_PROXY", "localhost,127.0.0.1", 0)]
    [InlineData("http_proxy", "no_proxy", "127.0.0.1", 0)]
    [InlineData("HTTP_PROXY", "NO_PROXY", "*.example", 1)]
    public async Task NoProxy_NamesHostsThatAreReachedDirectly(string proxy, string exception, string hosts, int exitCode)
    {
        _folder.Write("requirements.txt", "six\n");
        (string, string)[] variables = exception.Length == 0 ? [(proxy, "http://127.0.0.1:1")] : [(proxy, "http://127.0.0.1:1"), (exception, hosts)];
        CommandResult result = await new Ltt(_folder.Path, variables).RunAsync("lock", "-b", "cpu", "-p", "3.12", "--platforms", Target, "--mirror", world.Server.Root.ToString());
        Assert.True(result.ExitCode == exitCode, result.ToString());
    }

    // The heap may not grow beyond the limit: a program that needs more of it ends without words.
    [Theory]
    [InlineData("a page of 200,000 files", 512, 0)]
    [InlineData("an HTML page of 200,000 links", 1024, 0)]
    [InlineData("METADATA of 100 MB", 256, 1)]
    [InlineData("a page that unpacks to 4 GB", 512, 1)]
    [InlineData("a wheel of 500 MB to hash", 256, 0)]
    public async Task Memory_IsBounded(string name, int mebibytes, int exitCode)
    {
        Assert.SkipUnless(s_isWide, "takes its time: LTT_WIDE=1 runs it");
        string limit = $"0x{(long)mebibytes << 20:x}";
        world.Server.Faults = (http, right) => AnswerAsync(name, http, right);
        _folder.Write("requirements.txt", name.Contains("wheel", StringComparison.Ordinal) ? "triton\n" : "torch\n");
        string backend = name.Contains("wheel", StringComparison.Ordinal) ? "cu118" : "cpu";
        Ltt ltt = new(_folder.Path, ("DOTNET_GCHeapHardLimit", limit), ("DOTNET_GCHeapAffinitizeMask", "1"));
        CommandResult result = await ltt.RunAsync("lock", "-b", backend, "-p", "3.12", "--platforms", Target, "--mirror", world.Server.Root.ToString());
        Assert.True(result.ExitCode == exitCode, result.ToString());
        Assert.DoesNotContain("OutOfMemory", result.Talk, StringComparison.Ordinal);
        if (exitCode != 0) Assert.Contains("error[LTT2002]", result.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pip_IsGivenNoSecret()
    {
        const string password = "h1dd3n";
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        string interpreter = await python.CreateAsync(_folder.Path, withPip: true);
        // Every Python that starts there writes down how it was started.
        string site = (await Command.RunAsync(interpreter, ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], _folder.Path)).MustSucceed().Output.Trim();
        string log = _folder.At("started");
        await File.WriteAllTextAsync(Path.Combine(site, "told.pth"), $"import os, sys; open({log.Replace("\\", "/", StringComparison.Ordinal).Insert(0, "'")}', 'a').write(open('/proc/self/cmdline').read() + '{{PIP}}' + str({{k: v for k, v in os.environ.items() if k.startswith('PIP')}}) + '\\n')\n", Cancel);
        world.Server.Faults = async (http, right) =>
        {
            bool isPrivate = http.Request.Path.StartsWithSegments("/pypi.org/simple");
            if (isPrivate && http.Request.Headers.Authorization != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{password}"))) http.Response.StatusCode = 401;
            else await right();
        };
        string index = new UriBuilder(world.Server.Pypi) { UserName = "me", Password = password }.Uri.AbsoluteUri;
        Ltt ltt = new(_folder.Path, [.. world.Network, ("VIRTUAL_ENV", _folder.At("venv")), ("CONDA_OVERRIDE_CUDA", ""), ("PIP_INDEX_URL", index)]);
        _folder.Write("requirements.txt", "six\n");
        StringBuilder said = new();
        foreach (string[] arguments in (string[][])
        [
            ["lock", "-v", "-b", "cpu", "-p", python.Version, "--platforms", Target],
            ["sync", "requirements.cpu.txt", "-v", "--no-prune"],
            ["download", "-d", "out", "speedup<3"],
            ["install", "--target", "site", "speedup<3"],
            ["wheel", "-w", "wheels", "mpmath<1.4"],
        ])
        {
            said.Append((await ltt.RunAsync(arguments)).MustSucceed());
        }

        string[][] started = [.. (await File.ReadAllLinesAsync(log, Cancel)).Select(line => line.Split("{PIP}"))];
        Assert.DoesNotContain(password, said.ToString(), StringComparison.Ordinal);
        Assert.All(started, parts => Assert.DoesNotContain(password, parts[0], StringComparison.Ordinal));
        foreach (string verb in (string[])["install", "download", "wheel"])
        {
            // The user's own variable reaches programs that ask pip and Python for settings, and no pip that fetches.
            string[][] pips = [.. started.Where(parts => parts[0].Contains($"\0{verb}\0", StringComparison.Ordinal))];
            Assert.NotEmpty(pips);
            Assert.All(pips, parts => Assert.DoesNotContain(password, parts[1], StringComparison.Ordinal));
        }

        File.Delete(log);
        foreach (string path in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Where(path => !path.Contains("/venv/lib", StringComparison.Ordinal)))
        {
            Assert.False(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path, Cancel)).Contains(password, StringComparison.Ordinal), $"it stands in {path}");
        }
    }

    private static async Task AnswerAsync(string name, HttpContext http, Func<Task> right)
    {
        string path = http.Request.Path.Value ?? "";
        switch (name)
        {
            case "a page of 200,000 files" when path.EndsWith("/simple/filelock/index.json", StringComparison.Ordinal):
                await WriteAsync(http, "application/vnd.pypi.simple.v1+json", "{\"files\": [", i => $$"""{"filename": "filelock-0.{{i}}-py3-none-any.whl", "url": "https://files.pythonhosted.org/packages/filelock-0.{{i}}-py3-none-any.whl", "hashes": {"sha256": "{{i:x64}}"}, "requires-python": ">=3.8"},""",
                    $$"""{"filename": "filelock-3.20.0-py3-none-any.whl", "url": "https://{{s_filelock}}"}]}""");
                break;
            case "an HTML page of 200,000 links" when path.EndsWith("/cpu/torch/index.html", StringComparison.Ordinal):
                await WriteAsync(http, "text/html", "<!DOCTYPE html>", i => $"<a href=\"/whl/cpu/torch-0.{i}-py3-none-any.whl#sha256={i:x64}\" data-requires-python=\"&gt;=3.8\">torch-0.{i}</a><br/>\n",
                    "<a href=\"/whl/cpu/torch-2.9.0%2Bcpu-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl\">x</a>");
                break;
            case "METADATA of 100 MB" when path.EndsWith(".metadata", StringComparison.Ordinal):
                await WriteAsync(http, "text/plain", "Metadata-Version: 2.2\n", i => $"Requires-Dist: {new string('a', 500)}{i}\n", "");
                break;
            case "a page that unpacks to 4 GB" when path.EndsWith("/simple/filelock/index.json", StringComparison.Ordinal):
                http.Response.ContentType = "application/vnd.pypi.simple.v1+json";
                http.Response.Headers.ContentEncoding = "gzip";
                await using (System.IO.Compression.GZipStream pack = new(http.Response.Body, System.IO.Compression.CompressionLevel.Fastest))
                {
                    byte[] block = Enumerable.Repeat((byte)' ', 1 << 20).ToArray();
                    for (int i = 0; i < 4096 && !http.RequestAborted.IsCancellationRequested; i++) await pack.WriteAsync(block, CancellationToken.None);
                }

                break;
            case "a wheel of 500 MB to hash" when path.EndsWith(".whl", StringComparison.Ordinal):
                const int blocks = 500;
                http.Response.ContentLength = (long)blocks << 20;
                byte[] part = new byte[1 << 20];
                for (int i = 0; i < blocks && HttpMethods.IsGet(http.Request.Method) && !http.RequestAborted.IsCancellationRequested; i++) await http.Response.Body.WriteAsync(part, CancellationToken.None);
                break;
            default:
                await right();
                break;
        }
    }

    private static async Task WriteAsync(HttpContext http, string type, string start, Func<int, string> line, string end)
    {
        http.Response.ContentType = type;
        StringBuilder part = new(start);
        for (int i = 0; i < 200_000 && !http.RequestAborted.IsCancellationRequested; i++)
        {
            part.Append(line(i));
            if (part.Length < 1 << 16) continue;
            await http.Response.WriteAsync(part.ToString(), CancellationToken.None);
            part.Clear();
        }

        await http.Response.WriteAsync(part.Append(end).ToString(), CancellationToken.None);
    }

    private string[] Read() => [.. s_files.Select(file => File.ReadAllText(_folder.At(file)))];

    private async Task KilledAsync(int question, TimeSpan moment)
    {
        (string program, string[] words) = Ltt.CommandLine(Lock);
        ProcessStartInfo start = new(program, words) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in new Ltt(_folder.Path).Variables) start.Environment[name] = value;
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("it did not start");
        using CancellationTokenSource now = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        if (question == int.MaxValue) now.CancelAfter(moment);
        int asked = 0;
        world.Server.Faults = (_, right) =>
        {
            if (Interlocked.Increment(ref asked) == question) now.Cancel();
            return right();
        };
        try
        {
            await process.WaitForExitAsync(now.Token);
        }
        catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
        {
            process.Kill();
            await process.WaitForExitAsync(Cancel);
        }

        world.Server.Faults = null;
    }
}
