using System.Collections.Immutable;
using System.Text.Json;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Yaml;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Torch;

public sealed class CoherencePassTests
{
    private const string X86 = "cp312-cp312-manylinux_2_28_x86_64";
    private const string Arm = "cp312-cp312-manylinux_2_28_aarch64";

    private static readonly BackendCatalogue s_catalogue = BackendCatalogueReader.ReadEmbedded();

    /// <summary>Backend and packages. A package is NAME VERSION [TAGS] [@FOLDER] [needs REQ, REQ] [for NAME, NAME].</summary>
    [Theory]
    [InlineData("cu126", "torch 2.9.1+cu126", "torchvision 0.24.1+cu126 needs torch==2.9.1", "triton 3.5.1 for torch", "nvidia-cublas-cu12 12.6.4.1 for torch")]
    [InlineData("cpu", "torch 2.13.0+cpu", "filelock 3.20 py3-none-any for torch")]
    [InlineData("cpu", "torch 2.11.0 cp312-none-macosx_11_0_arm64 @cpu")] // macOS has no tag
    [InlineData("cpu", "torch 2.9.0+cpu cp312-cp312-win_arm64", "torchvision 0.24.0+e437e35 cp312-cp312-win_arm64 @cpu needs torch==2.9.0")] // a commit for a tag
    [InlineData("cpu", "torch 2.2.0+cpu.cxx11.abi")]
    [InlineData("rocm7.14", "torch 2.12.0+rocm7.14.0 @x", "torchvision 0.27.0+rocm7.14.0 @x needs torch==2.12.0")] // AMD's own tags have the patch
    [InlineData("cu124", "torch 2.5.1 cp312-cp312-linux_aarch64 @cu124")] // early Arm builds of CUDA had no tag
    [InlineData("cu130", "torch 2.9.0+cu130 " + Arm, "torchvision 0.24.0 " + Arm + " @cu130 needs torch==2.9.0")]
    [InlineData("rocm6.2.4", "torch 2.7.1+rocm6.2.4", "pytorch-triton-rocm 3.3.1 for torch")]
    [InlineData("cu130", "torch 2.10.0+cu130", "bitsandbytes 0.49.0 py3-none-manylinux_2_24_x86_64 needs torch>=2.3")] // one wheel for CUDA 11 to 13
    [InlineData("rocm7.2", "torch 2.12.1+rocm7.2", "bitsandbytes 0.49.0 py3-none-manylinux_2_24_x86_64")]
    [InlineData("cu128", "torch 2.8.0+cu128", "vllm 0.11.0 cp38-abi3-manylinux1_x86_64 needs torch==2.8.0")] // PyPI's torch 2.8 is CUDA 12
    [InlineData("cu130", "torch 2.11.0+cu130", "some-wrapper 1.0 py3-none-any needs nvidia-cublas-cu12")] // pure Python
    [InlineData("cu130", "torch 2.11.0+cu130", "xgboost 3.1.0 py3-none-manylinux_2_28_x86_64 needs nvidia-nccl-cu12", "nvidia-nccl-cu12 2.28 for xgboost")]
    [InlineData("cu126", "torch 2.8.0+cu126", "flash-attn 2.8.3+cu12torch2.8cxx11abitrue @x")]
    [InlineData("cu126", "torch 2.6.0+cu126", "flash-attn 2.7.4+pt26cu124 @x")]
    [InlineData("cu128", "torch 2.8.0+cu128", "natten 0.21.0+torch280cu128 @x")] // NATTEN#338
    [InlineData("cu121", "torch 2.1.0+cu121", "natten 0.15.1+torch210cu121 @x")]
    [InlineData("rocm7.2", "torch 2.12.1+rocm7.2", "vllm 0.25.1+rocm723 @x needs torch==2.12.1", "kernels-ext 1.0+rocm72 @x", "other 1.0+rocm7 @x")]
    [InlineData("cu132", "torch 2.14.0+cu132", "nvidia-cudnn-cu13 9.24 for torch", "cuda-toolkit 13.2.0 py2.py3-none-any for torch")]
    [InlineData("cu130", "torch 2.11.0 @pypi", "torchvision 0.26.0 @pypi needs torch==2.11.0", "torchaudio 2.11.0 @pypi")] // the user's own source says PyPI
    [InlineData("cu126", "torch 2.9.1 @pypi", "torchvision 0.24.1 @pypi needs torch==2.9.1")] // any of CUDA 12
    [InlineData("rocm6.4", "torch 2.9.1+rocm6.4", "torchcodec 0.9.1 @pypi")] // for the processor alone: PyTorch has none for ROCm
    [InlineData("cu130", "torch 2.12.1+cu130", "torchcodec 0.13.0 @pypi")]
    [InlineData("cpu", "torch 2.9.1+cpu", "some-wrapper 1.0 py3-none-any needs torch==2.8.0")] // an override, and no compiled code
    [InlineData("rocm7.14", "torch 2.12.0+rocm7.14.0 @x", "amd-torch-device-gfx1151 2.12.0+rocm7.14.0 @x")]
    [InlineData("cpu", "cupy-cuda12x 13.6.0")] // no torch, nothing to agree with
    [InlineData("xpu", "torch 2.9.1+xpu", "torchaudio 2.9.1+xpu needs torch==2.9.1")]
    [InlineData("cu126", "torch 2.14.0+cu126", "torchaudio 2.11.0+cu126", "torchcodec 0.13.0+cu126")] // a stable ABI since torchcodec 0.12
    [InlineData("cpu", "torch 2.9.1+cpu", "xgboost-cpu 3.1.0", "nvidia-ml-py 13.580 py3-none-any for gpustat", "nvidia-modelopt 0.40.0 py3-none-any for trainer")]
    public void Check_IsSilent(string backend, params string[] packages) => Assert.Empty(Check(backend, packages));

    public static TheoryData<string, string[], string> Faults => new()
    {
        {
            "cu126", ["torch 2.9.1+cpu @cpu"], // sleap-nn#206: a dependent's installation brings the CPU wheel back
            "error: torch 2.9.1+cpu is built for the CPU, by its tag `+cpu`, and not for `cu126` | the torch of `cu126` is on https://download.pytorch.org/whl/cu126/torch/"
        },
        {
            "rocm6.2", ["torch 2.5.1+rocm6.2.4"],
            "error: torch 2.5.1+rocm6.2.4 is built for ROCm 6, by its tag `+rocm6.2.4`, and not for `rocm6.2` | the torch of `rocm6.2` is on https://download.pytorch.org/whl/rocm6.2/torch/"
        },
        {
            "cu117", ["torch 2.0.0 cp311-cp311-manylinux2014_aarch64 @"], // in the root of the index: listed on every backend's page
            "error: torch 2.0.0 has no tag that says `cu117`, and does not lie in the directory of that backend | the torch of `cu117` is on https://download.pytorch.org/whl/cu117/torch/"
        },
        {
            "cu126", ["torch 2.9.1 cp312-cp312-win_amd64 @pypi"], // lerobot#4093: PyPI's Windows wheel is for the CPU
            "error: torch 2.9.1 has no tag that says `cu126`, and does not lie in the directory of that backend | the torch of `cu126` is on https://download.pytorch.org/whl/cu126/torch/"
        },
        {
            "cu121", ["torch 2.4.0+cu121", "torchvision 0.19.0+cpu"], // sdnext#3531
            "error: torchvision 0.19.0+cpu is built for the CPU, by its tag `+cpu`, and not for `cu121` | the torchvision of `cu121` is on https://download.pytorch.org/whl/cu121/torchvision/"
        },
        {
            "cu126", ["torch 2.9.1+cu126", "torchvision 0.24.1 cp312-cp312-win_amd64 @pypi needs torch==2.9.1"], // pytorch#157648: torchvision::nms does not exist
            "error: torchvision 0.24.1 has no tag that says `cu126`, and does not lie in the directory of that backend | the torchvision of `cu126` is on https://download.pytorch.org/whl/cu126/torchvision/"
        },
        {
            "cu126", ["torch 2.13.0+cu126", "torchvision 0.28.0 @pypi needs torch==2.13.0"], // the same on Linux, where PyPI's is for CUDA 13
            "error: torchvision 0.28.0 has no tag that says `cu126`, and does not lie in the directory of that backend | the torchvision of `cu126` is on https://download.pytorch.org/whl/cu126/torchvision/"
        },
        {
            "cu126", ["torch 2.12.1+cu126", "torchcodec 0.13.0 @pypi"],
            "warning: torchcodec 0.13.0 is built for CUDA 13, as its makers build it; torch of `cu126` is built for CUDA 12"
        },
        {
            "rocm7.2", ["torch 2.11.0+rocm7.2", "torchcodec 0.11.0 @pypi"], // torchcodec#1309
            "error: torchcodec 0.11.0 is built for CUDA 13, as its makers build it; torch of `rocm7.2` is built for ROCm 7 | torch for CUDA 13 is on `cu132` and `cu130`"
        },
        {
            "cu126", ["torch 2.9.1+cu126", "torchvision 0.1.6 py2.py3-none-any"], // uv#2655, light-the-torch#36
            "error: torchvision 0.1.6 works with torch <1.1, and torch is 2.9.1+cu126 | ask for a torch <1.1, or for another torchvision"
        },
        {
            "cu128", ["torch 2.9.1+cu128", "vllm 0.11.0 cp38-abi3-manylinux1_x86_64 needs torch==2.8.0"], // pytorch#160162: an override, and compiled code
            "warning: vllm 0.11.0 holds compiled code and requires `torch==2.8.0`, and torch is 2.9.1+cu128 | an override may be what brought torch 2.9.1 in"
        },
        {
            "cu126", ["torch 2.9.1+cu126", "torch 2.9.0+cu126"],
            "error: the answer for `cu126` has 2 torches: 2.9.1+cu126 and 2.9.0+cu126"
        },
        {
            "cu129", ["torch 2.11.0+cu129", "vllm 0.20.0 cp38-abi3-manylinux1_x86_64 needs torch==2.11.0"], // vllm#52300
            "error: vllm 0.20.0 is built for CUDA 13, for it is built against PyPI's torch 2.11.0; torch of `cu129` is built for CUDA 12"
                + " | other builds of vllm are on https://wheels.vllm.ai/0.20.0/; `[tool.ltt.sources]` can name it | torch for CUDA 13 is on `cu132` and `cu130`"
        },
        {
            "cu130", ["torch 2.9.0+cu130", "flash-attn 2.8.3+cu12torch2.8cxx11abitrue @x"],
            "error: flash-attn 2.8.3+cu12torch2.8cxx11abitrue is built for CUDA 12, by its tag `+cu12torch2.8cxx11abitrue`; torch of `cu130` is built for CUDA 13"
                + " | other builds of flash-attn are on https://github.com/Dao-AILab/flash-attention/releases; `[tool.ltt.sources]` can name it"
                + " | torch for CUDA 12 is on `cu129`, `cu128`, `cu126` and `cu124`\n"
                + "error: flash-attn 2.8.3+cu12torch2.8cxx11abitrue is built for torch 2.8, by its tag, and torch is 2.9.0+cu130"
                + " | ask for `torch==2.8.*`, or for a build of flash-attn for torch 2.9.0"
        },
        {
            "cu130", ["torch 2.9.0+cu130", "natten 0.21.0+torch280cu128 @x"], // NATTEN#338
            "error: natten 0.21.0+torch280cu128 is built for CUDA 12, by its tag `+torch280cu128`; torch of `cu130` is built for CUDA 13 | torch for CUDA 12 is on `cu129`, `cu128`, `cu126` and `cu124`\n"
                + "error: natten 0.21.0+torch280cu128 is built for torch 2.8, by its tag, and torch is 2.9.0+cu130 | ask for `torch==2.8.*`, or for a build of natten for torch 2.9.0"
        },
        {
            "rocm7.2", ["torch 2.12.1+rocm7.2", "vllm 0.14.0+rocm643 @x needs torch==2.12.1"],
            "error: vllm 0.14.0+rocm643 is built for ROCm 6, by its tag `+rocm643`; torch of `rocm7.2` is built for ROCm 7"
                + " | other builds of vllm are on https://wheels.vllm.ai/0.14.0/; `[tool.ltt.sources]` can name it | torch for ROCm 6 is on `rocm6.4`, `rocm6.3`, `rocm6.2.4` and `rocm6.2`"
        },
        {
            "cu130", ["torch 2.9.0+cu130", "mamba-ext 1.0 needs nvidia-cublas-cu12, torch"],
            "error: mamba-ext 1.0 is built for CUDA 12, for it requires `nvidia-cublas-cu12`; torch of `cu130` is built for CUDA 13 | torch for CUDA 12 is on `cu129`, `cu128`, `cu126` and `cu124`"
        },
        {
            "cu126", ["torch 2.13.0+cu126", "mamba-ext 1.0 needs cuda-toolkit[cublas]==13.0.3.*"],
            "error: mamba-ext 1.0 is built for CUDA 13, for it requires `cuda-toolkit`; torch of `cu126` is built for CUDA 12 | torch for CUDA 13 is on `cu132` and `cu130`"
        },
        {
            "cu118", ["torch 2.7.1+cu118", "spconv-cu120 2.3.6"],
            "error: spconv-cu120 2.3.6 is built for CUDA 12, by its name; torch of `cu118` is built for CUDA 11 | torch for CUDA 12 is on `cu129`, `cu128`, `cu126` and `cu124`"
        },
        {
            "rocm7.2", ["torch 2.12.1+rocm7.2", "xformers 0.0.33 cp39-abi3-manylinux_2_28_x86_64 needs torch==2.12.1"],
            "error: xformers 0.0.33 is built for CUDA 13, for it is built against PyPI's torch 2.12.1; torch of `rocm7.2` is built for ROCm 7"
                + " | other builds of xformers are on https://download.pytorch.org/whl/rocm7.2/xformers/; `[tool.ltt.sources]` can name it"
                + " | torch for CUDA 13 is on `cu132` and `cu130`"
        },
        {
            "rocm7.2", ["torch 2.12.1+rocm7.2", "some-ext 1.0+rocm6.4"],
            "error: some-ext 1.0+rocm6.4 is built for ROCm 6, by its tag `+rocm6.4`; torch of `rocm7.2` is built for ROCm 7 | torch for ROCm 6 is on `rocm6.4`, `rocm6.3`, `rocm6.2.4` and `rocm6.2`"
        },
        {
            "cu130", ["torch 2.10.0+cu130", "bitsandbytes 0.47.0 py3-none-manylinux_2_24_x86_64 needs torch>=2.2"],
            "error: bitsandbytes 0.47.0 is built for CUDA 11 and 12, as its makers build it; torch of `cu130` is built for CUDA 13"
                + " | ask for `bitsandbytes>=0.48` | torch for CUDA 11 and 12 is on `cu129`, `cu128`, `cu126` and `cu124`"
        },
        {
            "cpu", ["torch 2.8.0+cpu", "vllm 0.11.0 cp38-abi3-manylinux1_x86_64 needs torch==2.8.0"],
            "warning: vllm 0.11.0 is built for CUDA 12, for it is built against PyPI's torch 2.8.0; torch of `cpu` is built for the CPU"
        },
        {
            "cu130", ["torch 2.10.0+cu130", "torchao 0.14.1 cp310-abi3-manylinux_2_24_x86_64"],
            "warning: torchao 0.14.1 is built for CUDA 12, as its makers build it; torch of `cu130` is built for CUDA 13"
        },
        {
            "cpu", ["torch 2.2.2+cpu", "torchaudio 2.11.0+cpu"],
            "error: torchaudio 2.11.0+cpu works with torch >=2.11, and torch is 2.2.2+cpu | ask for a torch >=2.11, or for another torchaudio"
        },
        {
            "cu126", ["torch 2.10.0+cu126", "torchcodec 0.8.1+cu126"],
            "error: torchcodec 0.8.1+cu126 works with torch >=2.9,<2.10, and torch is 2.10.0+cu126 | ask for `torchcodec>=0.10,<0.11`"
        },
        {
            "cpu", ["torch 2.9.0+cpu", "torchvision 0.24.1+cpu needs torch==2.9.1"],
            "error: torchvision 0.24.1+cpu requires `torch==2.9.1`, and torch is 2.9.0+cpu | an override may be what brought torch 2.9.0 in"
        },
        {
            "cpu", ["torch 2.7.0+cpu needs nvidia-cublas-cu12", "nvidia-cublas-cu12 12.6.4.1 for torch", "triton 3.3.0 for torch"], // setfit#422
            "error: torch 2.7.0+cpu brings nvidia-cublas-cu12 12.6.4.1 and triton 3.3.0 into the lock of `cpu`: METADATA of a build for the CPU has no such requirement"
                + " | its file is https://download.pytorch.org/whl/cpu/torch-2.7.0%2Bcpu-cp312-cp312-manylinux_2_28_x86_64.whl | the torch of `cpu` is on https://download.pytorch.org/whl/cpu/torch/"
        },
        {
            "cpu", ["torch 2.7.0+cpu", "nvidia-nccl-cu12 2.26 for lightgbm, xgboost", "triton 3.3.0 for openai-whisper", "nvidia-x 1 for nvidia-y"],
            "warning: `lightgbm` and `xgboost` bring nvidia-nccl-cu12 2.26 into the lock of `cpu`, whose torch is built for the CPU\n"
                + "warning: `openai-whisper` brings triton 3.3.0 into the lock of `cpu`, whose torch is built for the CPU"
        },
        {
            "cu130", ["torch 2.11.0+cu130", "nvidia-nccl-cu12 2.28 for xgboost", "nvidia-nccl-cu13 2.28 for torch"],
            "warning: nvidia-nccl-cu12 2.28 and nvidia-nccl-cu13 2.28 install files of the same names | nvidia-nccl-cu12 is required by `xgboost`; nvidia-nccl-cu13 is required by `torch`"
        },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Check_TellsBothVersionsAndTheWayOut(string backend, string[] packages, string expected)
    {
        IEnumerable<string> told = Check(backend, packages)
            .Select(diagnostic => string.Join(" | ", diagnostic.Hints.Prepend($"{(diagnostic.Severity == Severity.Error ? "error" : "warning")}: {diagnostic.Message}")));
        Assert.Equal(expected, string.Join('\n', told));
    }

    [Fact]
    public void Check_NeverAccusesPurePython()
    {
        // WeClone#198, uv#15446: a guard for CUDA that stops what has no CUDA in it. Every name of the recorded sets, as a wheel that runs anywhere.
        string[] names =
        [
            .. Directory.EnumerateFiles(RepoRoot.At("fixtures", "sets", "expected"), "*.json").SelectMany(Pins).Distinct().Order(StringComparer.Ordinal),
        ];
        Assert.True(names.Length > 250, $"only {names.Length} names: the sets were not read");
        PackageName[] ours = [.. s_catalogue.Packages];
        foreach (Backend backend in s_catalogue.All)
        {
            string torch = $"torch {backend.FirstTorch?.ToNormalizedString()}+{backend.Name} @{backend.Name}";
            string[] pure = [.. names.Where(name => !ours.Contains(PackageName.Parse(name.Split(' ')[0])) && !backend.Has(PackageName.Parse(name.Split(' ')[0])) && !name.Contains("-cu1", StringComparison.Ordinal))];
            ImmutableArray<Diagnostic> found = Check(backend.Name.Value, [torch, .. pure.Select(name => $"{name} py3-none-any needs nvidia-cublas-cu12, cuda-toolkit==13.0.2 for lightning")]);
            Assert.True(found.IsEmpty, $"{backend}: {string.Join('\n', found.Select(diagnostic => diagnostic.Message))}");
        }

        static IEnumerable<string> Pins(string path)
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
            return
            [
                .. from run in document.RootElement.EnumerateObject()
                   where run.Value.TryGetProperty("pins", out _)
                   from pin in run.Value.GetProperty("pins").EnumerateObject()
                   where !pin.Value.GetString()!.Contains('+', StringComparison.Ordinal)
                   select $"{pin.Name} {pin.Value.GetString()}",
            ];
        }
    }

    private static ImmutableArray<Diagnostic> Check(string backend, string[] packages)
    {
        Backend found = s_catalogue.Find(BackendName.Parse(backend))!;
        return new CoherencePass(s_catalogue).Check(found, packages.Select(text => Subject(text, found)));
    }

    private static CoherenceSubject Subject(string text, Backend backend)
    {
        string[] by = text.Split(" for ");
        string[] needs = by[0].Split(" needs ");
        string[] words = needs[0].Split(' ');
        PackageName name = PackageName.Parse(words[0]);
        string tags = words.FirstOrDefault(word => word.Count(c => c == '-') == 2 && !ReferenceEquals(word, words[0])) ?? X86;
        string folder = words.FirstOrDefault(word => word.StartsWith('@'))?[1..] ?? (s_catalogue.Packages.Contains(name) ? backend.Name.Value : "pypi");
        string file = $"{words[0].Replace('-', '_')}-{words[1]}-{tags}.whl";
        string root = folder is "pypi" or "x" ? "https://files.pythonhosted.org/packages/" : $"https://download.pytorch.org/whl/{folder}{(folder.Length > 0 ? "/" : "")}";
        return new CoherenceSubject(
            name,
            PyVersion.Parse(words[1]),
            file,
            new Uri(root + file.Replace("+", "%2B", StringComparison.Ordinal)),
            needs.Length < 2 ? [] : [.. needs[1].Split(", ").Select(Requirement.Parse)],
            by.Length < 2 ? [] : [.. by[1].Split(", ").Select(PackageName.Parse)]);
    }
}
