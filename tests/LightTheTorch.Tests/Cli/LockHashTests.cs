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
            _asked.Enqueue($"{context.Request.Method} {context.Request.Path}");
            return next();
        };
        return server;
    }

    private Task<CliAnswer> LockAsync(LoopbackServer server, string requirements, string backends, params string[] more) =>
        _index.LockAsync(requirements, backends, ["--mirror", server.Root.AbsoluteUri, "--cache-dir", "cache", .. more]);

    private int Asked(string method, string end) => _asked.Count(line => line.StartsWith(method + " ", StringComparison.Ordinal) && line.EndsWith(end, StringComparison.Ordinal));
}
