using System.Text.Json;
using LightTheTorch.Diagnostics;
using LightTheTorch.Locking;
using LightTheTorch.LoopbackIndex;
using LightTheTorch.Tests.Locking;

namespace LightTheTorch.Tests.Cli;

public sealed class LockReadingTests : IDisposable
{
    private readonly InProcess _cli = new();

    public LockReadingTests() => _cli.Write("requirements.cu126.txt", RequirementsLockWriter.Write(SampleLock.Cu126, SampleLock.Outside));

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("tree", "tree")]
    [InlineData("tree-target", "tree", "--target", "win_amd64-py3.12")]
    [InlineData("tree-unknown-target", "tree", "--target", "macos_arm64-py3.12")]
    [InlineData("why", "why", "typing_extensions")]
    [InlineData("why-somewhere", "why", "numpy")]
    [InlineData("why-absent", "why", "scipy")]
    [InlineData("why-backend", "why", "numpy", "--backend", "cpu")]
    [InlineData("diff-same", "diff", "cu126", "requirements.cu126.txt", "--check")]
    [InlineData("diff-missing", "diff", "cu126", "cpu")]
    [InlineData("no-locks", "tree", "--locks", "elsewhere")]
    [InlineData("usage", "tree", "--colour")]
    public async Task Run_SaysWhatAPersonReads(string name, params string[] args) => Snapshot.Match((await _cli.RunAsync(args)).ToString(), name);

    // Everything that could lead to a network leads to a server that counts; `ltt lock` shows that it would.
    [Fact]
    public async Task Reading_NeedsNoNetwork()
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(new FolderTree(_cli.Folder), cancellation: TestContext.Current.CancellationToken);
        string root = server.Root.AbsoluteUri.TrimEnd('/');
        _cli.Write("ltt.toml", $"index-url = \"{root}/simple\"\npytorch-index-url = \"{root}/whl\"\nbackends = [\"cu126\"]\nplatforms = [\"linux_x86_64\"]\npython = [\"3.12\"]\n");
        _cli.Write("requirements.txt", "numpy\n");
        foreach (string variable in (string[])["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"]) _cli.Environment[variable] = root;
        foreach (string[] args in (string[][])[["tree"], ["tree", "--json"], ["tree", "--target", SampleLock.Windows], ["why", "numpy"], ["why", "torch", "--json"]]) (await _cli.RunAsync(args)).MustBeDone();
        Assert.Empty(server.Requests);
        await _cli.RunAsync("lock", "requirements.txt", "--output", "elsewhere");
        Assert.NotEmpty(server.Requests);
    }

    [Fact]
    public async Task Diff_NamesTheRequirementThatMovedAPackage()
    {
        BackendLock changed = SampleLock.Cu126 with
        {
            Packages = [.. SampleLock.Cu126.Packages.Select(package => package.Name.Value == "typing-extensions"
                ? SampleLock.Package("typing-extensions", "4.16.0", "https://files.pythonhosted.org/packages/t/typing_extensions-4.16.0-py3-none-any.whl", null, package.Targets, SampleLock.Parent("torch", null, "typing-extensions>=4.16", []))
                : package)],
        };
        _cli.Write("new.txt", RequirementsLockWriter.Write(changed, SampleLock.Outside));
        CliAnswer answer = await _cli.RunAsync("diff", "cu126", "new.txt", "--check");
        Assert.Equal(ExitCode.OutOfDate, answer.ExitCode);
        Assert.Equal("~ typing-extensions 4.15.0 -> 4.16.0  # torch: typing-extensions>=4.16\n", answer.Output);
    }

    [Theory]
    [InlineData("tree")]
    [InlineData("why", "torch")]
    [InlineData("why", "scipy")]
    [InlineData("diff", "cu126", "cu126")]
    public async Task Json_IsOneObjectOfFormat1(params string[] args)
    {
        using JsonDocument document = JsonDocument.Parse((await _cli.RunAsync([.. args, "--json"])).Output);
        Assert.Equal(1, document.RootElement.GetProperty("format").GetInt32());
    }

    [Fact]
    public async Task Why_NamesWhatLimitsIt()
    {
        _cli.Write("limits.txt", "filelock<4.2.6\n");
        _cli.Write("requirements.txt", "torch\n-c limits.txt\n");
        (await _cli.LockAsync("cpu", "requirements.txt", "-o", "limited")).MustBeDone();
        CliAnswer answer = await _cli.RunAsync("why", "filelock", "--locks", "limited");
        Assert.Equal("cpu: filelock 4.2.5\n  -r ../requirements.txt: torch\n  └─ torch: filelock\n  limited by -c ../limits.txt: filelock<4.2.6\n", answer.Output);
        using JsonDocument json = JsonDocument.Parse((await _cli.RunAsync("why", "filelock", "--locks", "limited", "--json")).Output);
        Assert.Equal("-c ../limits.txt: filelock<4.2.6", json.RootElement.GetProperty("backends")[0].GetProperty("limits")[0].GetString());
    }

    [Fact]
    public async Task WhyAndTree_NameWhatOverridesIt()
    {
        _cli.Write("force.txt", "filelock==4.2.5\ntorch\n");
        _cli.Write("requirements.txt", "torch>=2.8\n");
        (await _cli.LockAsync("cpu", "requirements.txt", "-o", "forced", "--override", "force.txt")).MustBeDone();
        CliAnswer answer = await _cli.RunAsync("why", "filelock", "--locks", "forced");
        Assert.Equal("cpu: filelock 4.2.5\n  -r ../requirements.txt: torch>=2.8\n  └─ torch: filelock\n  overridden by --override ../force.txt: filelock==4.2.5\n", answer.Output);
        using JsonDocument json = JsonDocument.Parse((await _cli.RunAsync("why", "filelock", "--locks", "forced", "--json")).Output);
        Assert.Equal("--override ../force.txt: filelock==4.2.5", json.RootElement.GetProperty("backends")[0].GetProperty("overrides")[0].GetString());
        string tree = (await _cli.RunAsync("tree", "--locks", "forced")).Output;
        Assert.Contains("  # torch>=2.8; overridden by torch\n├─ filelock 4.2.5  # overridden by filelock==4.2.5\n├─ ", tree, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tree_LeavesOtherToolsFilesAlone()
    {
        _cli.Write("requirements.dev.txt", "pytest\n");
        Assert.Equal(ExitCode.Done, (await _cli.RunAsync("tree")).ExitCode);
    }

    [Fact]
    public async Task Tree_PointsAtADamagedLine()
    {
        string text = await File.ReadAllTextAsync(Path.Combine(_cli.Folder, "requirements.cu126.txt"), TestContext.Current.CancellationToken);
        _cli.Write("requirements.cu126.txt", text + "<<<<<<< HEAD\n");
        CliAnswer answer = await _cli.RunAsync("tree");
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.Contains("requirements.cu126.txt:", answer.Talk, StringComparison.Ordinal);
    }
}
