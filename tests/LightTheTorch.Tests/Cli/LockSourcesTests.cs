using LightTheTorch.Diagnostics;
using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.Tests.Cli;

/// <summary><c>[tool.ltt.sources]</c> and <c>--find-links</c>: pages of links, one for each torch and backend, as PyG has them.</summary>
public sealed class LockSourcesTests : IDisposable
{
    private const string Pyg = "https://data.pyg.org/whl/torch-{torch}+{backend}.html";

    private readonly MadeIndex _index = new();

    public LockSourcesTests()
    {
        foreach (string torch in (string[])["2.7.1", "2.8.0", "2.9.0"])
        {
            foreach (string backend in (string[])["cpu", "cu126"]) _index.Universe.AddTorch(backend, MadeIndex.Wheel("torch", $"{torch}+{backend}"));
        }

        // PyG: the tag names the torch; nothing for the newest yet. METADATA says nothing of torch.
        Page("cpu", "2.7.1", MadeIndex.Wheel("torch-scatter", "2.1.2+pt27cpu"));
        Page("cpu", "2.8.0", MadeIndex.Wheel("torch-scatter", "2.1.2+pt28cpu"));
        Page("cu126", "2.8.0", MadeIndex.Wheel("torch-scatter", "2.1.2+pt28cu126"));
        _index.Universe.Add("torch-scatter", "99.0").Add("numpy", "2.4.0");
    }

    public void Dispose() => _index.Dispose();

    [Theory]
    [InlineData("sources")]
    [InlineData("option")]
    [InlineData("setting")]
    public async Task Pages_FollowTheTorchThatIsChosen(string way)
    {
        if (way == "sources") Declare("torch-scatter");
        if (way == "setting") _index.Cli.Write("ltt.toml", $"find-links = [\"{Pyg}\"]\n");
        CliAnswer answer = await _index.LockAsync("torch\ntorch-scatter\n", "cpu,cu126", way == "option" ? ["--find-links", Pyg] : []);
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.StartsWith("# ltt lock 1; cpu; torch 2.8.0+cpu\n", _index.Lock("cpu"), StringComparison.Ordinal);
        Assert.Contains("torch-scatter @ https://data.pyg.org/whl/torch-2.8.0%2Bcpu/torch_scatter-2.1.2%2Bpt28cpu-", _index.Lock("cpu"), StringComparison.Ordinal);
        Assert.Contains("    #   torch-scatter: torch==2.8.*\n", _index.Lock("cpu"), StringComparison.Ordinal);
        Assert.Contains("torch-scatter @ https://data.pyg.org/whl/torch-2.8.0%2Bcu126/torch_scatter-2.1.2%2Bpt28cu126-", _index.Lock("cu126"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_OfATorchThatTheUserPinsAreTheOnlyOnesRead()
    {
        Declare("torch-scatter");
        await _index.LockAsync("torch==2.7.1\ntorch-scatter\n", "cpu");
        Assert.Contains("torch_scatter-2.1.2%2Bpt27cpu-", _index.Lock("cpu"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_SayWhichTorchAFileIsForWhereItsNameDoesNot()
    {
        // DGL's way: the address alone names the torch.
        foreach (string torch in (string[])["2.7.1", "2.8.0"]) Page("cpu", torch, MadeIndex.Wheel("dgl", "2.4.0"));
        Declare("dgl");
        CliAnswer answer = await _index.LockAsync("torch\ndgl\n", "cpu");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains("dgl @ https://data.pyg.org/whl/torch-2.8.0%2Bcpu/dgl-2.4.0-", _index.Lock("cpu"), StringComparison.Ordinal);
        Assert.Contains("    #   dgl: torch==2.8.0\n", _index.Lock("cpu"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_ThatDoNotFitTheTorchAreExplained()
    {
        Declare("torch-scatter");
        CliAnswer answer = await _index.LockAsync("torch==2.9.0\ntorch-scatter\n", "cpu");
        Assert.Equal(ExitCode.Unsatisfiable, answer.ExitCode);
        Snapshot.Match(answer.ToString());
    }

    [Theory]
    [InlineData("", ExitCode.OutOfDate)]
    [InlineData(Pyg, ExitCode.Done)]
    [InlineData("https://me:secret@data.pyg.org/whl/torch-{torch}+{backend}.html", ExitCode.Done)] // who asks changes nothing
    [InlineData("https://data.pyg.org/other/torch-{torch}+{backend}.html", ExitCode.OutOfDate)]
    public async Task Check_HoldsThePagesAgainstTheLock(string page, object expected)
    {
        (await _index.LockAsync("torch\ntorch-scatter\n", "cpu", "--find-links", Pyg)).MustBeDone();
        CliAnswer answer = await _index.LockAsync("torch\ntorch-scatter\n", "cpu", ["--check", .. page.Length == 0 ? Array.Empty<string>() : ["--find-links", page]]);
        Assert.Equal(expected, answer.ExitCode);
        if (answer.ExitCode == ExitCode.OutOfDate) Assert.Contains("it was made with the option `find-links=", answer.Talk.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_ThatRefusesAccessIsNotTakenForOneWithoutTheProject()
    {
        // The loopback index says 403 where PyTorch's bucket does. Of PyTorch's own it means that there is no such page.
        await using LoopbackServer server = await LoopbackServer.StartAsync(_index.Universe.Build(), cancellation: TestContext.Current.CancellationToken);
        string root = new Uri(server.Root, "download.pytorch.org/whl/").AbsoluteUri;
        string[] lockFromServer = ["lock", "requirements.txt", "-b", "cpu", "--python", "3.12", "--platforms", "linux_x86_64", "--pytorch-index-url", root, "--index-url", new Uri(server.Root, "pypi.org/simple/").AbsoluteUri];
        _index.Cli.Write("requirements.txt", "torchaudio\n");
        CliAnswer missing = await _index.Cli.RunAsync(lockFromServer);
        Assert.Equal(ExitCode.Unsatisfiable, missing.ExitCode);
        _index.Cli.Write("requirements.txt", "my-package\n");
        _index.Cli.Write("ltt.toml", $"[sources.corp]\nindex = \"{root}cpu/\"\npackages = [\"my-package\"]\n");
        CliAnswer refused = await _index.Cli.RunAsync(lockFromServer);
        Assert.Equal(ExitCode.Failed, refused.ExitCode);
        string words = refused.Talk.ReplaceLineEndings("");
        Assert.Contains("/whl/cpu/my-package/`: the server refuses access (403)", words, StringComparison.Ordinal);
        Assert.Contains("takes a token or `user:password` for this host; a bucket says the same", words.Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindLinks_TakesAFolder()
    {
        _index.Cli.Write("wheels/readme.txt", "none");
        File.WriteAllBytes(Path.Combine(_index.Cli.Folder, "wheels", "numpy-1.0-py3-none-any.whl"), WheelBuilder.Build(new WheelSpec("numpy", "1.0")));
        CliAnswer answer = await _index.LockAsync("numpy\ntorch\n", "cpu", "--find-links", "wheels");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains("/wheels/numpy-1.0-py3-none-any.whl", _index.Lock("cpu"), StringComparison.Ordinal); // the place that was named, and no other
        Assert.Contains("torch @ https://download.pytorch.org/whl/cpu/torch-2.9.0", _index.Lock("cpu"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://data.pyg.org/whl/nothing.html", "`https://data.pyg.org/whl/nothing.html` is not there")] // uv#1872: pip goes on without a word
    [InlineData("https://data.pyg.org/other/{torch}.html", "no page of `https://data.pyg.org/other/{torch}.html` is there")]
    [InlineData("https://data.pyg.org/{cuda}.html", "only `{torch}` and `{backend}` are replaced")]
    [InlineData("no-such-folder", "no-such-folder` is not there")]
    public async Task FindLinks_MustBeThere(string place, string words)
    {
        CliAnswer answer = await _index.LockAsync("torch\n", "cpu", "--find-links", place);
        Assert.NotEqual(ExitCode.Done, answer.ExitCode);
        Assert.Contains(words, answer.Talk.ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.Empty(_index.Lock("cpu"));
    }

    [Theory]
    [InlineData("https://download.pytorch.org/whl/torch_stable.html")]
    [InlineData("https://download-r2.pytorch.org/whl/{backend}/torch_stable.html")]
    public async Task FindLinks_OfPyTorchsOldPageSaysNothingNew(string page)
    {
        // Every backend's builds side by side: +cu126 is higher than +cpu.
        WheelSpec wheel = MadeIndex.Wheel("torch", "2.9.0+cu126");
        _index.Put("download.pytorch.org/whl/torch_stable.html", $"<a href=\"cu126/{Uri.EscapeDataString(wheel.FileName)}\">cu126/{wheel.FileName}</a><br>");
        CliAnswer answer = await _index.LockAsync("torch\n", "cpu", "--find-links", page);
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.StartsWith("# ltt lock 1; cpu; torch 2.9.0+cpu\n", _index.Lock("cpu"), StringComparison.Ordinal);
        Assert.Contains("is dropped: the names that PyTorch builds come from the index of each backend", answer.Talk.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    /// <summary>Each row: how a page is named, what the server answers, and the words. A page that is named is never passed over.</summary>
    [Theory]
    [InlineData("option", "page.html", 403, "/page.html`: the server refuses access (403)", "a bucket says the same of a page that it does not have")] // uv#1872
    [InlineData("source", "page.html", 403, "/page.html`: the server refuses access (403)", "takes a token or `user:password` for this host")]
    [InlineData("option", "page.html", 401, "/page.html`: the server wants a user and a password (401)", "takes a token or `user:password` for this host")]
    [InlineData("source", "page.html", 404, "/page.html` is not there", "")]
    [InlineData("option", "torch-{torch}+{backend}.html", 403, "no page of `http", "a server that refuses access (403) is understood to say that it has no such page")] // pyg-lib#497: no page for a torch
    [InlineData("source", "torch-{torch}+{backend}.html", 403, "no page of `http", "tried the pages of 3 torches, among them")]
    [InlineData("source", "torch-{torch}+{backend}.html", 404, "no page of `http", "/torch-2.9.0+cpu.html`")]
    public async Task Page_ThatTheServerRefusesIsNamed(string way, string page, int status, string words, string hint)
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(_index.Universe.Build(), cancellation: TestContext.Current.CancellationToken);
        server.Faults = (context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments("/links")) return next();
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };
        string address = $"{server.Root}links/{page}";
        if (way == "source") _index.Cli.Write("ltt.toml", $"[sources.pyg]\nfind-links = \"{address}\"\npackages = [\"torch-scatter\"]\n");
        CliAnswer answer = await _index.LockAsync("torch\ntorch-scatter\n", "cpu", way == "option" ? ["--find-links", address] : []);
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        string told = answer.Talk.ReplaceLineEndings("").Replace("  ", " ", StringComparison.Ordinal);
        Assert.Contains(words, told, StringComparison.Ordinal);
        Assert.Contains(hint, told, StringComparison.Ordinal);
        Assert.Empty(_index.Lock("cpu"));
    }

    [Theory]
    [InlineData("index = \"nvida-windows-arm\"", "ltt.toml:2:9: no index is named `nvida-windows-arm`", "or one of `amd`, `nvidia-windows-arm`, `pypi` and `pytorch`")]
    [InlineData("index = \"pypi\"\nbackends = [\"cuda126\"]", "the source `corp` is for the backend `cuda126`, which there is none of", "did you mean `cu126`?")]
    public async Task Source_MustNameWhatThereIs(string lines, string words, string hint)
    {
        _index.Cli.Write("ltt.toml", $"[sources.corp]\n{lines}\npackages = [\"numpy\"]\n");
        CliAnswer answer = await _index.LockAsync("numpy\n", "cpu");
        Assert.Equal(ExitCode.Usage, answer.ExitCode);
        Assert.Contains(words, answer.Talk.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains(hint, answer.Talk.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hash_IsThatOfThePageAndNotOfPyPIsTwin()
    {
        // pip-tools#1662, poetry#9385: one file name here and on PyPI, and other bytes.
        WheelSpec wheel = MadeIndex.Wheel("detectron2", "0.6");
        _index.Universe.Add(wheel);
        _index.Put("wheels.example/detectron2/index.html", $"<a href=\"{wheel.FileName}\">{wheel.FileName}</a>");
        byte[] bytes = WheelBuilder.Build(wheel with { Module = "theirs = 1" });
        _index.Put($"wheels.example/detectron2/{wheel.FileName}", bytes);
        CliAnswer answer = await _index.LockAsync("detectron2\n", "cpu", "--find-links", "https://wheels.example/detectron2/index.html");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains($"detectron2 @ https://wheels.example/detectron2/{wheel.FileName} \\\n    --hash=sha256:{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))}", _index.Lock("cpu"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_OfTheCatalogueAreCalledByName()
    {
        // NVIDIA's index for Windows on Arm, for one name on one backend (bitsandbytes#2037); elsewhere the name stays where it was.
        _index.Put("pypi.nvidia.com/nvtorch_oot/triton/index.html", "<a href=\"triton-3.8.0-py3-none-any.whl\">x</a>");
        _index.Put("pypi.nvidia.com/nvtorch_oot/triton/triton-3.8.0-py3-none-any.whl", WheelBuilder.Build(new WheelSpec("triton", "3.8.0")));
        _index.Universe.AddTorch("cu126", new WheelSpec("triton", "3.5.0")).AddTorch("cpu", new WheelSpec("triton", "3.5.0"));
        _index.Cli.Write("ltt.toml", "[sources.nvidia]\nindex = \"nvidia-windows-arm\"\npackages = [\"triton\"]\nbackends = [\"cu126\"]\n");
        CliAnswer answer = await _index.LockAsync("triton\n", "cu126");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains("triton @ https://pypi.nvidia.com/nvtorch_oot/triton/triton-3.8.0-", _index.Lock("cu126"), StringComparison.Ordinal);
        await _index.LockAsync("triton\n", "cpu");
        Assert.Contains("triton @ https://download.pytorch.org/whl/cpu/triton-3.5.0-", _index.Lock("cpu"), StringComparison.Ordinal);
    }

    private void Declare(string package) => _index.Cli.Write("ltt.toml", $"[sources.pyg]\nfind-links = \"{Pyg}\"\npackages = [\"{package}\"]\n");

    // A page links into a folder of its own name; the same file name lies in several.
    private void Page(string backend, string torch, WheelSpec wheel)
    {
        string folder = $"torch-{torch}+{backend}";
        string page = Path.Combine(_index.Folder, "data.pyg.org", "whl", folder + ".html");
        string link = $"<a href=\"{Uri.EscapeDataString(folder)}/{Uri.EscapeDataString(wheel.FileName)}\">{wheel.FileName}</a>\n";
        _index.Put($"data.pyg.org/whl/{folder}.html", (File.Exists(page) ? File.ReadAllText(page) : "") + link);
        _index.Put($"data.pyg.org/whl/{folder}/{wheel.FileName}", WheelBuilder.Build(wheel with { Module = $"torch = '{torch}'" }));
    }
}
