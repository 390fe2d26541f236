using System.Text.Json;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.Tests.Cli;

/// <summary><c>ltt lock --same-versions</c>, and what is said without it.</summary>
public sealed class LockSameVersionsTests : IDisposable
{
    private readonly MadeIndex _index = new();

    public LockSameVersionsTests()
    {
        Torch("cpu", "2.6.0", "2.7.1", "2.8.0", "2.9.0");
        Torch("cu118", "2.6.0", "2.7.1");
        Torch("cu126", "2.6.0", "2.8.0", "2.9.0");
        Torch("cu130", "2.9.0");
        _index.Universe.Add("numpy", "2.4.0");
    }

    public void Dispose() => _index.Dispose();

    private void Torch(string backend, params string[] versions)
    {
        foreach (string version in versions)
        {
            _index.Universe.AddTorch(backend, MadeIndex.Wheel("torch", $"{version}+{backend}", "numpy"));
            _index.Universe.AddTorch(backend, MadeIndex.Wheel("torchvision", $"0.2{version[2]}.0+{backend}", $"torch=={version}"));
        }
    }

    [Fact]
    public async Task Lock_ShowsTheSkewOfTorch()
    {
        // newton#3576, launcher#137: one backend's index ends at an older torch than another's.
        CliAnswer answer = await _index.LockAsync("torch\ntorchvision\n", "cpu,cu118,cu126");
        Snapshot.Match(answer.ToString());
        Assert.DoesNotContain("same-versions", _index.Lock("cpu"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameVersions_TakesTheNewestTorchThatAllHaveAndNamesTheLimit()
    {
        CliAnswer answer = await _index.LockAsync("torch\ntorchvision\n", "cpu,cu118", "--same-versions");
        Snapshot.Match(answer.ToString());
        Assert.StartsWith("# ltt lock 1; cpu; torch 2.7.1+cpu\n", _index.Lock("cpu"), StringComparison.Ordinal);
        Assert.Contains("torchvision-0.27.0%2Bcpu-", _index.Lock("cpu"), StringComparison.Ordinal);
        Assert.Contains("; options same-versions=torch\n", _index.Lock("cu118"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameVersions_BlamesNoWheelForWhatWasPassedOver()
    {
        // The page of cpu has 2.9.0 once for Linux, with a tag, and once for macOS, without. Linux does not lack it.
        _index.Universe.AddTorch("cpu", new LoopbackIndex.WheelSpec("torch", "2.9.0") { Python = "cp312", Abi = "none", Platform = "macosx_11_0_arm64" });
        CliAnswer answer = await _index.LockAsync("torch\n", "cpu,cu118", "--same-versions");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains("torch 2.7.1 for all backends, limited by `cu118`", answer.Talk, StringComparison.Ordinal);
        Assert.DoesNotContain("has no wheel", answer.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_FindsALockThatWasWrittenWithoutTheOther()
    {
        (await _index.LockAsync("torch\n", "cpu,cu118", "--same-versions")).MustBeDone();
        string[] check = ["lock", "--check", "-b", "cpu,cu118", "-p", "3.12", "--platforms", "linux_x86_64", "--same-versions"];
        Assert.Equal(ExitCode.Done, (await _index.Cli.RunAsync(check)).ExitCode);
        (await _index.LockAsync("torch\n", "cpu", "--same-versions", "--upgrade")).MustBeDone();
        CliAnswer answer = await _index.Cli.RunAsync(check);
        Assert.Equal(ExitCode.OutOfDate, answer.ExitCode);
        Assert.Contains("`requirements.cpu.txt` is out of date: `torch` is 2.9.0, and 2.7.1 in `requirements.cu118.txt`, and was to be the same\n", answer.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameVersions_NamesEveryStepDown()
    {
        CliAnswer answer = await _index.LockAsync("torch\n", "cpu,cu118,cu126", "--same-versions");
        Assert.Contains("torch 2.6.0 for all backends, limited by `cu118` (2.7.1), then `cu126` (2.6.0)\n", answer.Talk, StringComparison.Ordinal);
        foreach (string backend in (string[])["cpu", "cu118", "cu126"]) Assert.Contains($"/torch-2.6.0%2B{backend}-", _index.Lock(backend), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameVersions_TellsWhichBackendCanTakeWhat()
    {
        CliAnswer answer = await _index.LockAsync("# what the model needs\ntorch>=2.7\n", "cpu,cu118,cu130", "--same-versions");
        Snapshot.Match(answer.ToString());
        Assert.Equal(ExitCode.Unsatisfiable, answer.ExitCode);
        Assert.Equal(["requirements.txt"], _index.Cli.Files);
    }

    [Fact]
    public async Task SameVersions_TakesNamesBehindAnEqualsSign()
    {
        // One backend has torchvision in a version more; torch may differ.
        _index.Universe.AddTorch("cpu", MadeIndex.Wheel("torchvision", "0.27.5+cpu", "torch==2.9.0"));
        CliAnswer answer = await _index.LockAsync("torch\ntorchvision<0.28\n", "cpu,cu118", "--same-versions=TorchVision,numpy");
        Assert.Contains("torchvision 0.27.0 for all backends, limited by `cu118`\nnumpy 2.4.0 for all backends\n", answer.Talk, StringComparison.Ordinal);
        Assert.Contains("options same-versions=torchvision,numpy\n", _index.Lock("cpu"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ltt.toml", "same-versions = true\n", "torch 2.7.1 for all")]
    [InlineData("ltt.toml", "same-versions = [\"torch\"]\n", "torch 2.7.1 for all")]
    [InlineData("ltt.toml", "same-versions = \"torchvision, torch\"\n", "torchvision 0.27.0 for all")]
    [InlineData("ltt.toml", "same-versions = false\n", "torch differs between backends")]
    [InlineData("LTT_SAME_VERSIONS", "1", "torch 2.7.1 for all")]
    [InlineData("LTT_SAME_VERSIONS", "torchvision", "torchvision 0.27.0 for all")]
    [InlineData("LTT_SAME_VERSIONS", "0", "torch differs between backends")]
    public async Task SameVersions_IsASettingToo(string place, string text, string words)
    {
        if (place == "ltt.toml") _index.Cli.Write(place, text);
        else _index.Cli.Environment[place] = text;
        CliAnswer answer = await _index.LockAsync("torch\ntorchvision\n", "cpu,cu118");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains(words, answer.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameVersions_TheVariableTurnsOffWhatTheFileTurnsOn()
    {
        _index.Cli.Write("ltt.toml", "same-versions = true\n");
        _index.Cli.Environment["LTT_SAME_VERSIONS"] = "0";
        CliAnswer answer = await _index.LockAsync("torch\n", "cpu,cu118");
        Assert.Contains("torch differs between backends: 2.9.0 on cpu; 2.7.1 on cu118", answer.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameVersions_WarnsOfANameThatNobodyNeeds()
    {
        CliAnswer answer = await _index.LockAsync("torch\n", "cpu", "--same-versions=tourch");
        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Contains("warning[LTT3009]: `--same-versions` names `tourch`, which no target needs", answer.Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--same-versions=")]
    [InlineData("--same-versions=two words")]
    public async Task SameVersions_RefusesWhatIsNoName(string option)
    {
        CliAnswer answer = await _index.LockAsync("torch\n", "cpu", option);
        Assert.Equal(ExitCode.Usage, answer.ExitCode);
    }

    [Fact]
    public async Task SameVersions_StaysWithWhatTheLocksHave()
    {
        await _index.LockAsync("torch<2.7\n", "cpu,cu118", "--same-versions");
        CliAnswer kept = await _index.LockAsync("torch\n", "cpu,cu118", "--same-versions");
        Assert.Contains("torch 2.6.0 for all backends\n", kept.Talk, StringComparison.Ordinal);
        CliAnswer upgraded = await _index.LockAsync("torch\n", "cpu,cu118", "--same-versions", "--upgrade");
        Assert.Contains("torch 2.7.1 for all backends", upgraded.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameVersions_JsonHasTheLimits()
    {
        CliAnswer answer = await _index.LockAsync("torch\n", "cpu,cu118", "--same-versions", "--json");
        using JsonDocument document = JsonDocument.Parse(answer.Output);
        JsonElement shared = document.RootElement.GetProperty("sameVersions")[0];
        Assert.Equal(("torch", "2.7.1"), (shared.GetProperty("name").GetString(), shared.GetProperty("version").GetString()));
        Assert.Equal("cu118", shared.GetProperty("limits")[0].GetProperty("targets")[0].GetProperty("backend").GetString());
        Assert.Equal("2.7.1", document.RootElement.GetProperty("torchVersions")[0].GetProperty("version").GetString());
        Assert.Equal(1, document.RootElement.GetProperty("torchVersions").GetArrayLength());
    }
}
