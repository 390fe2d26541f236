using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using LightTheTorch.Cli;
using LightTheTorch.Cli.Commands;
using LightTheTorch.Cli.Compiling;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Http;
using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.Tests.Cli;

/// <summary>Hashes and sizes that the index leaves out or states wrongly, over HTTP.</summary>
public sealed class LockHashTests : IDisposable
{
    private const string Cpu = "download.pytorch.org/whl/cpu/torch/index.html";

    private readonly MadeIndex _index = new();
    private readonly ConcurrentQueue<string> _asked = new();

    public void Dispose() => _index.Dispose();

    [Fact]
    public async Task Hash_ThatIsMissingIsTakenFromTheBytesOnceAndRemembered()
    {
        // pytorch#153469, pytorch#181056: the hash in `data-core-metadata` is METADATA's, and the wheel has none.
        WheelSpec wheel = MadeIndex.Wheel("torch", "2.9.0+cpu") with { Abi = "abi3", Padding = 300_000 };
        _index.Universe.AddTorch("cpu", wheel, new TorchLink { Hash = false });
        await using LoopbackServer server = await ServeAsync();
        CliAnswer answer = await LockAsync(server, "torch\n", "cpu", "--python", "3.12,3.13");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        byte[] bytes = WheelBuilder.Build(wheel);
        Assert.Contains($"--hash=sha256:{Sha256(bytes)}", _index.Lock("cpu"), StringComparison.Ordinal);
        Assert.Contains("1 package; 2 targets; 301 kB to download", answer.Talk, StringComparison.Ordinal);
        Assert.Equal(1, Asked("GET", wheel.FileName));
        _asked.Clear();
        await LockAsync(server, "torch\n", "cpu", "--upgrade");
        Assert.Contains($"--hash=sha256:{Sha256(bytes)}", _index.Lock("cpu"), StringComparison.Ordinal);
        Assert.Equal((0, 1), (Asked("GET", wheel.FileName), Asked("HEAD", wheel.FileName))); // the size says that it is the same file
    }

    [Fact]
    public async Task Hash_ThatIsMissingIsShownWhileItIsRead()
    {
        WheelSpec wheel = MadeIndex.Wheel("torch", "2.9.0+cpu") with { Padding = 300_000 };
        _index.Universe.AddTorch("cpu", wheel, new TorchLink { Hash = false });
        await using LoopbackServer server = await ServeAsync();
        _index.Cli.Write("requirements.txt", "torch\n");
        LockOptions options = new()
        {
            Inputs = ["requirements.txt"],
            Backends = ["cpu"],
            Pythons = ["3.12"],
            Platforms = ["linux_x86_64"],
            Index = new IndexSettings { Mirror = server.Root.AbsoluteUri, CacheDir = "cache" },
            Speech = new Speech(Json: false, Quiet: false, Verbose: false),
        };
        using Spectre.Console.Testing.TestConsole talk = new();
        CommandContext context = new()
        {
            Output = TextWriter.Null,
            Talk = talk,
            WorkingDirectory = _index.Cli.Folder,
            Environment = new Dictionary<string, string>(),
            Time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(),
        };
        foreach (string expected in (string[])[$"{wheel.FileName} {WheelBuilder.Build(wheel).Length} of {WheelBuilder.Build(wheel).Length} finished", ""]) // and nothing when it is remembered
        {
            Recorder recorder = new();
            await new LockCompiler(context) { Display = recorder }.CompileAsync(options, TestContext.Current.CancellationToken);
            Assert.Equal(expected, recorder.ToString());
        }
    }

    /// <summary>What PyTorch's pages leave out. Each row: a project, the backend, the form of the lock.</summary>
    [Theory]
    [InlineData("torch", "cu130", "pylock")] // pytorch#164347: PEP 751 wants one for every wheel
    [InlineData("torch", "cu126", "requirements")] // uv#16310
    [InlineData("torchvision", "cu126", "requirements")] // pytorch/vision#9267
    [InlineData("triton", "cu128", "requirements")] // pytorch#173099
    [InlineData("triton-xpu", "xpu", "both")] // unsloth#8543
    [InlineData("pytorch-triton-rocm", "rocm6.4", "pylock")] // pip-tools#1173
    public async Task Hash_IsInEveryLock(string project, string backend, string format)
    {
        WheelSpec wheel = MadeIndex.Wheel(project, project.Contains("triton", StringComparison.Ordinal) ? "3.5.0" : $"2.9.0+{backend}");
        _index.Universe.AddTorch(backend, wheel, new TorchLink { Hash = false, Root = project.Contains("triton", StringComparison.Ordinal) });
        CliAnswer answer = await _index.LockAsync(project + "\n", backend, "--format", format);
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        string sha256 = Sha256(WheelBuilder.Build(wheel));
        if (format != "pylock") Assert.Contains($"--hash=sha256:{sha256}", _index.Lock(backend), StringComparison.Ordinal);
        if (format != "requirements") Assert.Contains($"sha256 = \"{sha256}\"", await File.ReadAllTextAsync(Path.Combine(_index.Cli.Folder, _index.Cli.Files.Single(file => file.StartsWith("pylock.", StringComparison.Ordinal))), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hash_GoesOnWhereTheAnswerBrokeOff()
    {
        // A wheel of PyTorch's is gigabytes, and the connection does not last: TensorRT-LLM#9477.
        WheelSpec wheel = MadeIndex.Wheel("torch", "2.9.0+cpu") with { Padding = 400_000 };
        _index.Universe.AddTorch("cpu", wheel, new TorchLink { Hash = false });
        await using LoopbackServer server = await ServeAsync();
        using HttpClient http = new();
        using HttpRequestMessage head = new(HttpMethod.Head, new Uri(server.Root, $"download.pytorch.org/whl/cpu/{Uri.EscapeDataString(wheel.FileName)}"));
        using HttpResponseMessage whole = await http.SendAsync(head, TestContext.Current.CancellationToken);
        string tag = whole.Headers.ETag!.ToString();
        byte[] bytes = WheelBuilder.Build(wheel);
        ConcurrentQueue<string> ranges = new();
        server.Faults = async (context, next) =>
        {
            bool isWheel = context.Request.Method == "GET" && context.Request.Path.Value!.EndsWith(".whl", StringComparison.Ordinal);
            if (isWheel) ranges.Enqueue(context.Request.Headers.Range.ToString());
            if (!isWheel || ranges.Count > 1)
            {
                await next();
                return;
            }

            context.Response.Headers.ETag = tag;
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes.AsMemory(0, 250_000), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        };
        CliAnswer answer = await LockAsync(server, "torch\n", "cpu");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains($"--hash=sha256:{Sha256(bytes)}", _index.Lock("cpu"), StringComparison.Ordinal);
        Assert.Equal(2, ranges.Count);
        Assert.Matches("^bytes=[1-9][0-9]*-$", ranges.Last()); // as much as came, and the rest of the same file
    }

    [Fact(Timeout = 120_000)]
    public async Task Hashes_AreReadSideBySide()
    {
        string[] names = ["torch", "torchvision", "torchaudio", "torchcodec"];
        foreach (string name in names) _index.Universe.AddTorch("cpu", MadeIndex.Wheel(name, name == "torchcodec" ? "0.8.0+cpu" : "2.9.0+cpu"), new TorchLink { Hash = false });
        await using LoopbackServer server = await ServeAsync();
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int under = 0;
        CancellationToken patience = TestContext.Current.CancellationToken;
        server.Faults = async (context, next) =>
        {
            // None is answered before all have been asked for: one after the other would never come to an end.
            if (context.Request.Method == "GET" && context.Request.Path.Value!.EndsWith(".whl", StringComparison.Ordinal))
            {
                if (Interlocked.Increment(ref under) == names.Length) all.SetResult();
                await all.Task.WaitAsync(patience);
            }

            await next();
        };
        CliAnswer answer = await LockAsync(server, string.Join('\n', names) + "\n", "cpu");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Equal(names.Length, under);
        Assert.All(server.Requests.Where(request => request.Key.EndsWith(".whl", StringComparison.Ordinal)), request => Assert.Equal(1, request.Value)); // the size comes with the bytes
    }

    [Fact]
    public async Task Hash_OfAFileOfOneNameIsThatOfItsOwnIndex()
    {
        // pytorch#195141: triton 3.4.0 on PyPI and on PyTorch's index are two builds of one file name.
        WheelSpec triton = MadeIndex.Wheel("triton", "3.4.0");
        _index.Universe.Add(triton).AddTorch("cu126", triton with { Module = "other = 1" }, new TorchLink { Hash = false }).AddTorch("cu128", triton with { Module = "other = 1" }, new TorchLink { Hash = false, Root = true });
        _index.Cli.Write("ltt.toml", "[sources.theirs]\nindex = \"pypi\"\npackages = [\"triton\"]\nbackends = [\"cu128\"]\n");
        await using LoopbackServer server = await ServeAsync();
        CliAnswer answer = await LockAsync(server, "triton\n", "cu126,cu128");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains("triton @ https://download.pytorch.org/whl/cu126/", _index.Lock("cu126"), StringComparison.Ordinal);
        Assert.Contains($"--hash=sha256:{Sha256(WheelBuilder.Build(triton with { Module = "other = 1" }))}", _index.Lock("cu126"), StringComparison.Ordinal);
        Assert.Contains("triton @ https://files.pythonhosted.org/", _index.Lock("cu128"), StringComparison.Ordinal);
        Assert.Contains($"--hash=sha256:{Sha256(WheelBuilder.Build(triton))}", _index.Lock("cu128"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyHashes_TellsWhereTheIndexLies()
    {
        // pytorch/vision#9243: a hash on the page that is not the file's.
        byte[] bytes = Put("torch-2.9.0+cpu", new string('0', 64));
        _index.Universe.Add("numpy", "2.4.0");
        await using LoopbackServer server = await ServeAsync();
        Assert.Equal(ExitCode.Done, (await LockAsync(server, "torch\nnumpy\n", "cpu")).ExitCode); // a lock trusts its index unless told otherwise
        File.Delete(Path.Combine(_index.Cli.Folder, "requirements.cpu.txt"));
        CliAnswer answer = await LockAsync(server, "torch\nnumpy\n", "cpu", "--verify-hashes");
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.Contains($"has another sha256 than its index says: expected {new string('0', 64)}, got {Sha256(bytes)}", answer.Talk.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Empty(_index.Lock("cpu"));
    }

    [Fact]
    public async Task VerifyHashes_TellsEveryLieAndSparesNoFile()
    {
        // pytorch/vision#9268 and #9470, pytorch#110847: wrong on some files of a release only.
        byte[] torch = Put("torch-2.9.0+cpu", new string('0', 64));
        WheelSpec vision = MadeIndex.Wheel("torchvision", "0.24.0+cpu", "torch==2.9.0", "numpy");
        _index.Put($"download.pytorch.org/whl/cpu/{vision.FileName}", WheelBuilder.Build(vision));
        _index.Put("download.pytorch.org/whl/cpu/torchvision/index.html", $"<a href=\"/whl/cpu/{Uri.EscapeDataString(vision.FileName)}#sha256={new string('1', 64)}\">{vision.FileName}</a>");
        _index.Universe.Add("numpy", "2.4.0");
        await using LoopbackServer server = await ServeAsync();
        CliAnswer answer = await LockAsync(server, "torchvision\n", "cpu", "--verify-hashes");
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        string told = answer.Talk.ReplaceLineEndings(" ");
        Assert.Contains($"expected {new string('0', 64)}, got {Sha256(torch)}", told, StringComparison.Ordinal);
        Assert.Contains($"expected {new string('1', 64)}, got {Sha256(WheelBuilder.Build(vision))}", told, StringComparison.Ordinal);
        Assert.DoesNotContain("numpy", told, StringComparison.Ordinal);
        Assert.Empty(_index.Lock("cpu"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task VerifyHashes_SaysWhatItReadAndReadsItOnce(bool cache)
    {
        Put("torch-2.9.0+cpu", ""); // without a hash there is nothing to compare, and it is read for the lock
        _index.Universe.Add("numpy", "2.4.0").Add("filelock", "3.20.0");
        await using LoopbackServer server = await ServeAsync();
        string[] place = cache ? ["--cache-dir", "cache"] : [];
        CliAnswer answer = await _index.LockAsync("torch\nnumpy\nfilelock\n", "cpu", ["--mirror", server.Root.AbsoluteUri, "--verify-hashes", .. place]);
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains("hashes verified: 2 files are what the index says, 1 has no hash there and was hashed", answer.Talk.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal((1, 1), (Asked("GET /", "/torch-2.9.0+cpu-cp312-cp312-manylinux_2_28_x86_64.whl"), Asked("GET /", "/numpy-2.4.0-py3-none-any.whl")));
        CliAnswer json = await _index.LockAsync("torch\nnumpy\nfilelock\n", "cpu", ["--mirror", server.Root.AbsoluteUri, "--verify-hashes", "--json", .. place]);
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal((2, 1), (document.RootElement.GetProperty("filesVerified").GetInt32(), document.RootElement.GetProperty("filesWithoutHashOnIndex").GetInt32()));
    }

    [Fact]
    public async Task VerifyHashes_ReadsEveryFileAgain()
    {
        byte[] bytes = Put("torch-2.9.0+cpu", "");
        _index.Universe.Add("numpy", "2.4.0");
        await using LoopbackServer server = await ServeAsync();
        await LockAsync(server, "torch\nnumpy\n", "cpu");
        _asked.Clear();
        CliAnswer answer = await LockAsync(server, "torch\nnumpy\n", "cpu", "--verify-hashes");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Equal((1, 1), (Asked("GET", ".whl") - Asked("GET", "numpy-2.4.0-py3-none-any.whl"), Asked("GET", "numpy-2.4.0-py3-none-any.whl")));
        Assert.Contains(Sha256(bytes), _index.Lock("cpu"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Size_ThatThePageDoesNotTellIsAskedForOnce()
    {
        WheelSpec wheel = MadeIndex.Wheel("torch", "2.9.0+cpu") with { Padding = 2_000_000 };
        _index.Universe.AddTorch("cpu", wheel);
        await using LoopbackServer server = await ServeAsync();
        CliAnswer answer = await LockAsync(server, "torch\n", "cpu", "--json");
        using JsonDocument document = JsonDocument.Parse(answer.Output);
        JsonElement backend = document.RootElement.GetProperty("backends")[0];
        Assert.Equal((WheelBuilder.Build(wheel).Length, 0), (backend.GetProperty("downloadBytes").GetInt64(), backend.GetProperty("downloadFilesOfUnknownSize").GetInt32()));
        Assert.Equal((0, 1), (Asked("GET", wheel.FileName), Asked("HEAD", wheel.FileName)));
        Assert.Contains("2.0 MB to download", (await LockAsync(server, "torch\n", "cpu", "--upgrade")).Talk, StringComparison.Ordinal);
        Assert.Equal(1, Asked("HEAD", wheel.FileName));
        Assert.Contains("2.0 MB to download", (await LockAsync(server, "torch\n", "cpu", "--offline")).Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Size_ThatNobodyTellsIsCountedAsUnknown()
    {
        _index.Universe.AddTorch("cpu", MadeIndex.Wheel("torch", "2.9.0+cpu")).AddTorch("cpu", MadeIndex.Wheel("torchvision", "0.24.0+cpu", "torch==2.9.0")).Add("numpy", "2.4.0");
        await using LoopbackServer server = await ServeAsync();
        server.Faults = (context, next) =>
        {
            _asked.Enqueue($"{context.Request.Method} {context.Request.Path}");
            if (context.Request.Method != "HEAD") return next();
            context.Response.StatusCode = 405;
            return Task.CompletedTask;
        };
        CliAnswer answer = await LockAsync(server, "torchvision\nnumpy\n", "cpu");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains("and 2 files of unknown size", answer.Talk, StringComparison.Ordinal);
    }

    private sealed class Recorder : ITransferDisplay, ITransfer
    {
        private string _name = "";
        private long? _size;
        private long _done;
        private string _end = "";

        public ITransfer Start(string name, long? size, TransferUnit unit = TransferUnit.Bytes)
        {
            (_name, _size) = (_name + name, size);
            return this;
        }

        public void Report(long value) => _done += value;

        public void Finish() => _end = "finished";

        public void Dispose()
        {
        }

        public override string ToString() => _name.Length == 0 ? "" : $"{_name} {_done} of {_size} {_end}";
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    // A wheel with a page of its own; without a hash the page tells none.
    private byte[] Put(string name, string hash)
    {
        byte[] bytes = WheelBuilder.Build(MadeIndex.Wheel("torch", name["torch-".Length..]));
        string file = $"{name}-cp312-cp312-manylinux_2_28_x86_64.whl";
        _index.Put($"download.pytorch.org/whl/cpu/{file}", bytes);
        _index.Put(Cpu, $"<a href=\"/whl/cpu/{Uri.EscapeDataString(file)}{(hash.Length > 0 ? "#sha256=" + hash : "")}\">{file}</a><br/>");
        return bytes;
    }

    private async Task<LoopbackServer> ServeAsync()
    {
        _index.Universe.Build().WriteTo(_index.Folder);
        LoopbackServer server = await LoopbackServer.StartAsync(new FolderTree(_index.Folder), cancellation: TestContext.Current.CancellationToken);
        server.Faults = (context, next) =>
        {
            _asked.Enqueue($"{context.Request.Method}{(context.Request.Headers.Range.Count > 0 ? " part of" : "")} {context.Request.Path}");
            return next();
        };
        return server;
    }

    private Task<CliAnswer> LockAsync(LoopbackServer server, string requirements, string backends, params string[] more) =>
        _index.LockAsync(requirements, backends, ["--mirror", server.Root.AbsoluteUri, "--cache-dir", "cache", .. more]);

    private int Asked(string method, string end) => _asked.Count(line => line.StartsWith(method, StringComparison.Ordinal) && line.EndsWith(end, StringComparison.Ordinal));
}
