using System.Text.Json;
using LightTheTorch.Diagnostics;
using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.Tests.Cli;

/// <summary><c>ltt lock --channel</c>: release candidates and nightly builds.</summary>
public sealed class LockChannelTests : IDisposable
{
    private readonly MadeIndex _index = new();

    public LockChannelTests()
    {
        Torch("cpu", "torch", "2.11.0");
        Torch("test/cpu", "torch", "2.12.0");
        Torch("test/cpu", "torch", "2.12.1rc1");
        foreach (string day in (string[])["20260609", "20260610", "20260611"]) Torch("nightly/cpu", "torch", $"2.13.0.dev{day}");
        foreach (string day in (string[])["20260609", "20260610"])
        {
            Torch("nightly/cpu", "torchvision", $"0.28.0.dev{day}", $"torch==2.13.0.dev{day}", "numpy");
            Torch("nightly/cpu", "torchaudio", $"2.11.0.dev{day}");
        }

        Torch("nightly/cpu", "torchaudio", "2.11.0.dev20260611");
        _index.Universe.Add("numpy", "2.4.0").Add("numpy", "2.5.0rc1");
    }

    public void Dispose() => _index.Dispose();

    private void Torch(string folder, string name, string version, params string[] requires) =>
        _index.Universe.AddTorch(folder, MadeIndex.Wheel(name, version + "+cpu", requires));

    [Theory]
    [InlineData("", "torch 2.11.0+cpu", "/numpy-2.4.0-", "numpy")]
    [InlineData("--channel stable", "torch 2.11.0+cpu", "/numpy-2.4.0-", "numpy")]
    [InlineData("--channel test", "torch 2.12.1rc1+cpu", "/numpy-2.4.0-", "options channel=test")]
    [InlineData("--pre", "torch 2.12.1rc1+cpu", "/numpy-2.5.0rc1-", "options pre")] // --pre alone: PyTorch's release candidates
    [InlineData("--pre --channel stable", "torch 2.11.0+cpu", "/numpy-2.5.0rc1-", "options channel=stable pre")]
    [InlineData("--channel nightly", "torch 2.13.0.dev20260611+cpu", "/numpy-2.4.0-", "expires 2026-08-10; options channel=nightly")]
    public async Task Channel_ChoosesTheBranchOfTheIndex(string options, string torch, string numpy, string header)
    {
        CliAnswer answer = await _index.LockAsync("torch\nnumpy\n", "cpu", options.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        string text = _index.Lock("cpu");
        Assert.StartsWith($"# ltt lock 1; cpu; {torch}", text, StringComparison.Ordinal);
        Assert.Contains(numpy, text, StringComparison.Ordinal);
        Assert.Contains(header, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Channel_TakesNightlyCompanionsOfOneDay()
    {
        // pytorch#143434: a day is missing, here torchvision's newest; torchaudio says nothing of torch and has that day.
        CliAnswer answer = await _index.LockAsync("torch\ntorchvision\ntorchaudio\n", "cpu", "--channel", "nightly");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Snapshot.Match(answer + "---\n" + _index.Lock("cpu"));
    }

    [Fact]
    public async Task Channel_IsASettingAndAVariable()
    {
        _index.Cli.Write("ltt.toml", "channel = \"test\"\n");
        await _index.LockAsync("torch\n", "cpu");
        Assert.Contains("torch 2.12.1rc1+cpu", _index.Lock("cpu"), StringComparison.Ordinal);
        _index.Cli.Environment["LTT_CHANNEL"] = "nightly";
        CliAnswer answer = await _index.LockAsync("torch\n", "cpu", "--json", "--upgrade");
        using JsonDocument document = JsonDocument.Parse(answer.Output);
        Assert.Equal("2026-08-10", document.RootElement.GetProperty("backends")[0].GetProperty("expires").GetString());
    }

    [Theory]
    [InlineData("lts", "PyTorch has no LTS channel any more: it held torch 1.8 alone and was given up")]
    [InlineData("nigthly", "did you mean `nightly`?")]
    public async Task Channel_AnswersUnknownWords(string name, string words)
    {
        CliAnswer answer = await _index.LockAsync("torch\n", "cpu", "--channel", name);
        Assert.Equal(ExitCode.Usage, answer.ExitCode);
        Assert.Contains(words, answer.Talk.ReplaceLineEndings(" "), StringComparison.Ordinal);
        _index.Cli.Write("ltt.toml", $"channel = \"{name}\"\n");
        Assert.Contains(words, (await _index.LockAsync("torch\n", "cpu")).Talk.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("ltt.toml:1:11", (await _index.LockAsync("torch\n", "cpu")).Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--pre", "https://download.pytorch.org/whl/test/cpu has no project `torchvision`", "`--pre` alone takes PyTorch's names from its channel `test`; with `--channel stable` beside it they are its releases")]
    [InlineData("--channel test", "https://download.pytorch.org/whl/test/cpu has no project `torchvision`", "`--channel stable` has the releases")]
    [InlineData("--channel nightly", "https://download.pytorch.org/whl/nightly/cpu has no project `torchcodec`", "PyTorch's channel `nightly` has no more than is being built there")]
    [InlineData("--channel stable", "https://download.pytorch.org/whl/cpu has no project `torchvision`", "")]
    public async Task Channel_IsNamedWhereItLacksAPackage(string options, string words, string hint)
    {
        CliAnswer answer = await _index.LockAsync(options.EndsWith("nightly", StringComparison.Ordinal) ? "torchcodec\n" : "torchvision\n", "cpu", options.Split(' '));
        Assert.Equal(ExitCode.Unsatisfiable, answer.ExitCode);
        Assert.Contains(words, answer.Talk.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(hint, answer.Talk.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal(hint.Length > 0, answer.Talk.Contains("--channel stable", StringComparison.Ordinal));
    }

    // The words of the refusal have the channel's path in them, and speak of PyPI.
    [Fact]
    public async Task Channel_IsNotNamedWhereAnotherIndexLacksAPackage()
    {
        _index.Cli.Write("more/test/requirements.txt", "no-such-project\n");
        CliAnswer answer = await _index.LockAsync("torch\n", "cpu", "--channel", "test", "more/test/requirements.txt");
        Assert.Equal(ExitCode.Unsatisfiable, answer.ExitCode);
        Assert.Contains("/test/", answer.Talk, StringComparison.Ordinal);
        Assert.DoesNotContain("--channel stable", answer.Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("requirements", "; expires 2026-08-10;")] // monobase#17, vllm#18351: nightly builds are deleted
    [InlineData("pylock", "expires = \"2026-08-10\"")]
    public async Task Channel_NightlyLockSaysWhenItExpires(string format, string words)
    {
        CliAnswer answer = await _index.LockAsync("torch\n", "cpu", "--channel", "nightly", "--format", format);
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains("nightly builds that the index deletes about 2026-08-10", answer.Talk.ReplaceLineEndings(" "), StringComparison.Ordinal);
        string file = Path.Combine(_index.Cli.Folder, format == "pylock" ? "pylock.cpu.toml" : "requirements.cpu.txt");
        Assert.Contains(words, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Channel_SaysWhereThereIsNone()
    {
        _index.Put("pypi.nvidia.com/nvtorch_oot/torch/index.html", "<a href=\"torch-2.14.0%2Bcu134-cp312-cp312-win_arm64.whl\">x</a>");
        _index.Put("pypi.nvidia.com/nvtorch_oot/torch/torch-2.14.0+cu134-cp312-cp312-win_arm64.whl", WheelBuilder.Build(new WheelSpec("torch", "2.14.0+cu134") { Python = "cp312", Abi = "cp312", Platform = "win_arm64" }));
        CliAnswer answer = await _index.LockAsync("torch\n", "cu134", "--platforms", "win_arm64", "--channel", "nightly");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains("which has no channel `nightly`", answer.Talk.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("torch @ https://pypi.nvidia.com/nvtorch_oot/torch/torch-2.14.0%2Bcu134-cp312-cp312-win_arm64.whl", _index.Lock("cu134"), StringComparison.Ordinal);
    }
}
