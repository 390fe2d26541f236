using LightTheTorch.Diagnostics;
using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.Tests.Cli;

/// <summary>What was resolved is held together before a lock is written: <see cref="LightTheTorch.Torch.CoherencePass"/> through the whole program.</summary>
public sealed class LockCoherenceTests : IDisposable
{
    private const string Native = "cp38 abi3 manylinux1_x86_64";

    private readonly MadeIndex _index = new();

    public void Dispose() => _index.Dispose();

    /// <summary>Each row: the world, where <c>@BACKEND</c> stands before what lies on PyTorch's index; the backend, what is asked for, and what must be said.</summary>
    public static TheoryData<string, string, string, string> Faults => new()
    {
        { "@cu126 torch 2.9.1+cpu", "cu126", "torch", "torch 2.9.1+cpu is built for the CPU, by its tag `+cpu`, and not for `cu126`" }, // sleap-nn#206
        { "@cu129 torch 2.11.0+cu129; vllm 0.20.0 native needs torch==2.11.0", "cu129", "vllm", "vllm 0.20.0 is built for CUDA 13, for it is built against PyPI's torch 2.11.0; torch of `cu129` is built for CUDA 12" }, // vllm#52300
        { "@cu130 torch 2.10.0+cu130; bitsandbytes 0.47.0 native needs torch", "cu130", "bitsandbytes", "bitsandbytes 0.47.0 is built for CUDA 11 and 12, as its makers build it; torch of `cu130` is built for CUDA 13" },
        { "@cu118 torch 2.7.1+cu118; spconv-cu120 2.3.6 native", "cu118", "torch, spconv-cu120", "spconv-cu120 2.3.6 is built for CUDA 12, by its name; torch of `cu118` is built for CUDA 11" },
        { "@cu130 torch 2.9.0+cu130; mamba-ext 1.0 native needs nvidia-cublas-cu12, torch; nvidia-cublas-cu12 12.6.4.1", "cu130", "mamba-ext", "mamba-ext 1.0 is built for CUDA 12, for it requires `nvidia-cublas-cu12`" },
        { "@cpu torch 2.7.0+cpu needs nvidia-cublas-cu12; nvidia-cublas-cu12 12.6.4.1", "cpu", "torch", "torch 2.7.0+cpu brings nvidia-cublas-cu12 12.6.4.1 into the lock of `cpu`" }, // setfit#422
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Mismatch_IsAnErrorAndNothingIsWritten(string world, string backend, string asked, string words)
    {
        CliAnswer answer = await LockAsync(world, backend, asked);
        Assert.Equal(ExitCode.Unsatisfiable, answer.ExitCode);
        Assert.Contains(words, Unbroken(answer), StringComparison.Ordinal);
        Assert.Empty(_index.Lock(backend));
    }

    [Theory]
    [InlineData("@cpu torch 2.7.0+cpu; xgboost 3.1.0 native needs nvidia-nccl-cu12; nvidia-nccl-cu12 2.28 native", "cpu", "torch, xgboost", "`xgboost` bring", "nvidia-nccl-cu12 @ ")] // what another package demands stays
    [InlineData("@cpu torch 2.8.0+cpu; vllm 0.11.0 native needs torch==2.8.0", "cpu", "vllm", "vllm 0.11.0 is built for CUDA 12", "vllm @ ")]
    [InlineData("@cu130 torch 2.10.0+cu130; torchao 0.14.1 native needs torch", "cu130", "torchao", "torchao 0.14.1 is built for CUDA 12", "torchao @ ")]
    public async Task Doubt_IsAWarningThatNamesThePackage(string world, string backend, string asked, string words, string locked)
    {
        CliAnswer answer = await LockAsync(world, backend, asked);
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains(words, Unbroken(answer), StringComparison.Ordinal);
        Assert.Contains("warning[", answer.Talk, StringComparison.Ordinal);
        Assert.Contains(locked, _index.Lock(backend), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@cu130 torch 2.11.0+cu130; some-wrapper 1.0 needs nvidia-cublas-cu12, torch; nvidia-cublas-cu12 12.6.4.1", "cu130", "some-wrapper")] // uv#15446: pure Python has no CUDA in it
    [InlineData("@cu128 torch 2.8.0+cu128; vllm 0.11.0 native needs torch==2.8.0", "cu128", "vllm")]
    [InlineData("@cu130 torch 2.10.0+cu130; bitsandbytes 0.49.0 native needs torch", "cu130", "bitsandbytes")]
    [InlineData("@cu126 torch 2.9.1+cu126 needs triton==3.5.1; @cu126 triton 3.5.1 native", "cu126", "torch")] // WeClone#198
    public async Task Match_SaysNothing(string world, string backend, string asked)
    {
        CliAnswer answer = await LockAsync(world, backend, asked);
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.DoesNotContain("warning", answer.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CpuLock_HasNothingOfNvidia()
    {
        // txtify#34, metronix-memory#39: gigabytes of CUDA on a machine without a GPU. The same input brings them on cu126.
        const string World = "@cpu torch 2.9.0+cpu; torch 2.9.0 native needs nvidia-cublas-cu12; @cu126 torch 2.9.0+cu126 needs nvidia-cublas-cu12, triton; @cu126 triton 3.5.0; @cpu triton 3.5.0; nvidia-cublas-cu12 12.6.4.1; model 1.0 needs torch";
        CliAnswer answer = await LockAsync(World, "cpu,cu126", "model");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.DoesNotMatch("(?m)^(nvidia-|cuda-|triton|pytorch-triton)", _index.Lock("cpu"));
        Assert.Contains("\nnvidia-cublas-cu12 @ ", _index.Lock("cu126"), StringComparison.Ordinal);
        Assert.Contains("\ntriton @ ", _index.Lock("cu126"), StringComparison.Ordinal);
    }

    private async Task<CliAnswer> LockAsync(string world, string backends, string asked)
    {
        foreach (string line in world.Split("; "))
        {
            string[] halves = line.Split(" needs ");
            string[] words = halves[0].Split(' ');
            string? backend = words[0].StartsWith('@') ? words[0][1..] : null;
            string[] facts = backend is null ? words : words[1..];
            string[] requires = halves.Length > 1 ? halves[1].Split(", ") : [];
            if (backend is not null && facts.Length == 2) _index.Universe.AddTorch(backend, MadeIndex.Wheel(facts[0], facts[1], requires));
            else if (backend is not null) _index.Universe.AddTorch(backend, Wheel(facts, requires));
            else _index.Universe.Add(Wheel(facts, requires));
        }

        return await _index.LockAsync(asked.Replace(", ", "\n", StringComparison.Ordinal) + "\n", backends);
    }

    private static WheelSpec Wheel(string[] facts, string[] requires)
    {
        WheelSpec pure = new(facts[0], facts[1]) { Requires = [.. requires] };
        string[] tags = Native.Split(' ');
        return facts.Length > 2 ? pure with { Python = tags[0], Abi = tags[1], Platform = tags[2] } : pure;
    }

    private static string Unbroken(CliAnswer answer) => answer.Talk.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal);
}
