using LightTheTorch.Diagnostics;
using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.Tests.Cli;

/// <summary>One torch in a lock, of its backend, and companions that were made for it, through the whole program.</summary>
public sealed class LockTorchTests : IDisposable
{
    private readonly MadeIndex _index = new();

    public void Dispose() => _index.Dispose();

    /// <summary>Who asks for torch, and how: there is one torch in the lock, and it is the backend's. Each row: what is asked for.</summary>
    [Theory]
    [InlineData("torch")]
    [InlineData("model")] // sentence-transformers#2904, docs2db#4: a dependency asks
    [InlineData("model[gpu]")] // Megatron-Energon#210: an extra asks
    [InlineData("pinned")] // pytorch#160162: a dependency that pins brought the CPU build
    [InlineData("torchvision")] // uv#9734: a companion asks
    [InlineData("model\npinned\ntorchvision\ntorch")] // uv#8001
    [InlineData("old\ntorch>=2")] // litgpt#1825
    public async Task Torch_IsTheBackendsWhoeverAsks(string asked)
    {
        foreach (string version in (string[])["2.8.0", "2.9.0"])
        {
            _index.Universe.AddTorch("cu126", MadeIndex.Wheel("torch", version + "+cu126")).AddTorch("cu126", MadeIndex.Wheel("torchvision", version.Replace("2.", "0.2", StringComparison.Ordinal) + "+cu126", $"torch=={version}"));
            _index.Universe.Add(MadeIndex.Wheel("torch", version));
        }

        _index.Universe.Add("torch", "99.0").Add("pinned", "1.0", "torch==2.8.0").Add("old", "1.0", "torch<99");
        _index.Universe.Add(new WheelSpec("model", "1.0") { Requires = ["torch>=2.0", "torch>=2.1 ; extra == \"gpu\""], Extras = ["gpu"] });
        CliAnswer answer = await _index.LockAsync(asked + "\n", "cu126");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        string only = Assert.Single(_index.Lock("cu126").Split('\n'), line => line.StartsWith("torch @", StringComparison.Ordinal));
        Assert.StartsWith("torch @ https://download.pytorch.org/whl/cu126/torch-2.", only, StringComparison.Ordinal);
        Assert.Contains("%2Bcu126-", only, StringComparison.Ordinal);
    }

    /// <summary>Companions of a torch that is pinned. Each row: torch, the companion's versions with what they require of torch, and the one that is locked; null when none may be.</summary>
    [Theory]
    [InlineData("2.9.0", "torchvision 0.24.1:==2.9.1 0.24.0:==2.9.0 0.23.0:==2.8.0 0.2.0:", "0.24.0")] // pytorch#122494, detectron2#3351: nms does not exist
    [InlineData("2.9.1", "torchvision 0.24.0:==2.9.0 0.2.0: 0.1.6:", null)] // uv#2655, light-the-torch#34 and #36: one of 2017
    [InlineData("2.9.1", "torchvision 0.24.0:==2.9.0 0.3.0:>=1.1.0", null)]
    [InlineData("2.14.0", "torchaudio 2.11.0: 2.9.0:==2.9.0", "2.11.0")] // the last one pins nothing and works with newer torches
    [InlineData("2.9.0", "torchaudio 2.11.0: 2.9.0:==2.9.0", "2.9.0")]
    [InlineData("2.8.0", "torchcodec 0.10.0: 0.8.1: 0.7.0: 0.5.0:", "0.7.0")] // torchcodec#1180: it says nothing of torch, and crashes
    [InlineData("2.14.0", "torchcodec 0.14.0: 0.11.0:", "0.14.0")]
    [InlineData("2.10.0", "torchcodec 0.14.0: 0.11.0:", null)]
    public async Task Companion_FitsTheTorch(string torch, string companion, string? expected)
    {
        string[] words = companion.Split(' ');
        _index.Universe.AddTorch("cu126", MadeIndex.Wheel("torch", torch + "+cu126"));
        foreach (string[] version in words[1..].Select(word => word.Split(':')))
        {
            bool isAncient = version[0] is "0.1.6" or "0.2.0" or "0.3.0";
            string[] requires = version[1].Length > 0 ? [$"torch{version[1]}"] : words[0] == "torchvision" ? ["torch"] : [];
            WheelSpec wheel = isAncient ? new WheelSpec(words[0], version[0]) { Python = "py2.py3", Requires = [.. requires] } : MadeIndex.Wheel(words[0], version[0] + "+cu126", requires);
            _index.Universe.AddTorch("cu126", wheel, new TorchLink { Root = isAncient });
        }

        CliAnswer answer = await _index.LockAsync($"torch=={torch}\n{words[0]}\n", "cu126");
        Assert.Equal(expected is null ? ExitCode.Unsatisfiable : ExitCode.Done, answer.ExitCode);
        if (expected is not null) Assert.Contains($"/{words[0]}-{expected}%2Bcu126-", _index.Lock("cu126"), StringComparison.Ordinal);
        else Assert.Contains("requires `torch", answer.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Companion_ThatSaysNothingOfTorchStillFitsIt()
    {
        // torchaudio 2.11 no longer pins torch, and its code needs the torch that it was built with or a newer one.
        foreach (string version in (string[])["2.2.2", "2.11.0"]) _index.Universe.AddTorch("cpu", MadeIndex.Wheel("torch", version + "+cpu"));
        _index.Universe.AddTorch("cpu", MadeIndex.Wheel("torchaudio", "2.2.2+cpu", "torch==2.2.2")).AddTorch("cpu", MadeIndex.Wheel("torchaudio", "2.11.0+cpu"));
        CliAnswer answer = await _index.LockAsync("torchaudio\ntorch<2.3\n", "cpu");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains("/torchaudio-2.2.2%2Bcpu-", _index.Lock("cpu"), StringComparison.Ordinal);
        await _index.LockAsync("torchaudio\n", "cpu", "--upgrade");
        Assert.Contains("/torchaudio-2.11.0%2Bcpu-", _index.Lock("cpu"), StringComparison.Ordinal);
        Assert.Contains("# via torchaudio: torch>=2.11", _index.Lock("cpu"), StringComparison.Ordinal);
    }
}
