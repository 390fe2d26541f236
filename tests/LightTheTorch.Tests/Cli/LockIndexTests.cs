using System.Security.Cryptography;
using LightTheTorch.Diagnostics;
using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.Tests.Cli;

/// <summary>The closed map, and PyTorch's pages as they are, through the whole program.</summary>
public sealed class LockIndexTests : IDisposable
{
    private readonly MadeIndex _index = new();

    public void Dispose() => _index.Dispose();

    /// <summary>Each row: what lies on PyPI, what on PyTorch's index, what is asked for, and the files that must be in the lock.</summary>
    public static TheoryData<string, string, string, string> Shadows => new()
    {
        { "torch 99.0", "torch 2.9.0+cpu", "torch", "whl/cpu/torch-2.9.0%2Bcpu-" }, // dependency confusion: pytorch#180215
        { "requests 2.32.5", "requests 99.0", "requests", "/requests-2.32.5-" },
        { "filelock 3.20.0", "filelock 3.13.1", "filelock", "/filelock-3.20.0-" }, // uv#2840: an old copy shadows PyPI
        { "numpy 2.4.0", "numpy 2.1.2", "numpy", "/numpy-2.4.0-" }, // uv#2718
        { "pillow 12.0.0", "pillow 11.0.0", "pillow", "/pillow-12.0.0-" },
        { "markupsafe 3.0.3", "markupsafe 3.0.2", "markupsafe", "/markupsafe-3.0.3-" }, // physical-ai-studio#287, uv#9647: for Python 3.13 alone
        { "certifi 2026.5.20", "certifi 2022.12.7", "certifi", "/certifi-2026.5.20-" }, // wunjo#82: certificates of 2022
        { "typing-extensions 4.16.0", "typing-extensions 4.4.0", "typing-extensions", "/typing_extensions-4.16.0-" },
        { "torchtriton 3.0.0", "torchtriton 2.0.0", "torchtriton", "/torchtriton-3.0.0-" }, // pytorch#26340: the name was PyTorch's once, and was taken over on PyPI
        { "triton 99.0", "triton 3.5.0", "triton", "whl/cpu/triton-3.5.0-" },
        { "torch 99.0;filelock 3.20.0", "torch 2.9.0+cpu needs filelock;filelock 99.0", "torch", "whl/cpu/torch-2.9.0%2Bcpu- /filelock-3.20.0-" },
        { "torch 2.9.0", "torch 2.9.0+cpu", "torch", "whl/cpu/torch-2.9.0%2Bcpu-" }, // PEP 440's tie: unsloth#6955
    };

    [Theory]
    [MemberData(nameof(Shadows))]
    public async Task Map_IsClosed(string pypi, string pytorch, string asked, string expected)
    {
        foreach (WheelSpec wheel in Wheels(pypi)) _index.Universe.Add(wheel);
        foreach (WheelSpec wheel in Wheels(pytorch)) _index.Universe.AddTorch("cpu", wheel);
        CliAnswer answer = await _index.LockAsync(asked + "\n", "cpu");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        foreach (string file in expected.Split(' ')) Assert.Contains(file, _index.Lock("cpu"), StringComparison.Ordinal);
        Assert.DoesNotContain("99.0", _index.Lock("cpu"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task IndexUrl_TakesAFolderAsPipDoes(bool asAddress)
    {
        _index.Universe.Add("tool", "1.0");
        _index.Universe.Build().WriteTo(_index.Folder);
        _index.Cli.Write("requirements.txt", "tool\n");
        string simple = Path.Combine(_index.Folder, "pypi.org", "simple");
        string[] words = ["lock", "-b", "cpu", "-p", "3.12", "--platforms", "linux_x86_64", "--mirror", _index.Folder, "--index-url"];
        (await _index.Cli.RunAsync([.. words, asAddress ? new Uri(simple).AbsoluteUri : simple])).MustBeDone();
        Assert.Contains("\ntool @ ", _index.Lock("cpu"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--index-url", "simple")]
    [InlineData("--index-url", "ftp://pypi.org/simple")]
    [InlineData("--pytorch-index-url", "download.pytorch.org/whl")]
    public async Task IndexUrl_RefusesWhatIsNeitherAddressNorWholePath(string option, string value)
    {
        _index.Cli.Write("requirements.txt", "tool\n");
        CliAnswer answer = await _index.Cli.LockAsync("cpu", option, value);
        Assert.Equal(ExitCode.Usage, answer.ExitCode);
        Assert.Equal(
            $"error[LTT1000]: `{option}` takes an address that begins with `https://`, `http://` or `file://`, or the whole path of a folder that is laid out like an index\nhint: a tree <host>/<path> goes into `--mirror`\n",
            answer.Talk);
    }

    [Fact]
    public async Task Map_HasNoFallback()
    {
        // A name of PyTorch's that its index does not have is not looked for on PyPI, nor the other way round.
        _index.Universe.Add("torchaudio", "99.0").AddTorch("cpu", MadeIndex.Wheel("torch", "2.9.0+cpu")).AddTorch("cpu", new WheelSpec("certifi", "99.0"));
        Assert.Equal(ExitCode.Unsatisfiable, (await _index.LockAsync("torch\ntorchaudio\n", "cpu")).ExitCode);
        Assert.Equal(ExitCode.Unsatisfiable, (await _index.LockAsync("certifi\n", "cpu")).ExitCode);
    }

    /// <summary>Pages as PyTorch serves them. Each row: the links of torch's page, platform and Python, and the address that must be locked.</summary>
    public static TheoryData<string, string, string, string> Pages => new()
    {
        { "<a href=\"/whl/cpu/torch-2.9.0%2Bcpu-cp312-cp312-manylinux_2_28_x86_64.whl\">x</a>", "linux_x86_64", "3.12", "https://download.pytorch.org/whl/cpu/torch-2.9.0%2Bcpu-cp312-cp312-manylinux_2_28_x86_64.whl" },
        { "<a href=\"https://download-r2.pytorch.org/whl/cpu/torch-2.10.0%2Bcpu-cp312-cp312-manylinux_2_28_x86_64.whl\">x</a>", "linux_x86_64", "3.12", "https://download.pytorch.org/whl/cpu/torch-2.10.0%2Bcpu-cp312-cp312-manylinux_2_28_x86_64.whl" }, // marin#6992: the network's host in a lock
        { "<a href=\"/whl/cpu/torch-2.9.0%2Bcpu-cp312-cp312-win_amd64.whl\">x</a><a href=\"/whl/cpu/torch-2.9.0-cp312-none-macosx_11_0_arm64.whl\">x</a>", "macos_arm64", "3.12", "https://download.pytorch.org/whl/cpu/torch-2.9.0-cp312-none-macosx_11_0_arm64.whl" }, // uv#9209: macOS has no tag
        { "<a href=\"/whl/cpu/torch-2.5.1%2Bcpu-cp312-cp312-linux_x86_64.whl\">x</a><a href=\"/whl/cpu/torch-2.5.1-cp312-cp312-manylinux_2_17_aarch64.manylinux2014_aarch64.whl\">x</a>", "linux_aarch64", "3.12", "https://download.pytorch.org/whl/cpu/torch-2.5.1-cp312-cp312-manylinux_2_17_aarch64.manylinux2014_aarch64.whl" }, // old Arm builds neither
        { "<a href=\"/whl/cpu/torch-2.10.0-1-cp312-none-macosx_11_0_arm64.whl\">x</a><a href=\"/whl/cpu/torch-2.10.0-2-cp312-none-macosx_11_0_arm64.whl\">x</a><a href=\"/whl/cpu/torch-2.10.0-cp312-none-macosx_11_0_arm64.whl\">x</a>", "macos_arm64", "3.12", "https://download.pytorch.org/whl/cpu/torch-2.10.0-2-cp312-none-macosx_11_0_arm64.whl" }, // build tags
        { "<a href=\"/whl/cpu/torch-2.8.0%2Bcpu-cp312-cp312-manylinux_2_28_x86_64.whl\">x</a><a href=\"/whl/torch-2.8.0-cp312-cp312-manylinux_2_28_x86_64-cu128.whl\">x</a>", "linux_x86_64", "3.12", "https://download.pytorch.org/whl/cpu/torch-2.8.0%2Bcpu-cp312-cp312-manylinux_2_28_x86_64.whl" }, // a variant's name has a seventh part
        { "<a href=\"/whl/cpu/torch-2.13.0%2Bcpu-cp312-cp312-manylinux_2_28_x86_64.whl\" data-dist-info-metadata=\"true\" data-core-metadata=\"false\" data-upload-time=\"2026-07-09T15:10:38Z\">x</a><a href=\"/whl/cpu/torch-2.8.0%2Bcpu-cp312-cp312-manylinux_2_28_x86_64.whl\">x</a>", "linux_x86_64", "3.12", "https://download.pytorch.org/whl/cpu/torch-2.13.0%2Bcpu-cp312-cp312-manylinux_2_28_x86_64.whl" }, // upload times only lately
        { "<a href=\"https://d21usjoq99fcb9.cloudfront.net/whl/cpu/torch-2.13.0%2Bcpu-cp312-cp312-manylinux_2_28_x86_64.whl\">x</a>", "linux_x86_64", "3.12", "https://download.pytorch.org/whl/cpu/torch-2.13.0%2Bcpu-cp312-cp312-manylinux_2_28_x86_64.whl" }, // ustcmirror-images#154: hosts that come and go
        { "<a href=\"/whl/cpu/torch-2.9.0%2Be437e35-cp312-cp312-win_arm64.whl\">x</a><a href=\"/whl/cpu/torch-2.9.0%2Bcpu-cp312-cp312-win_amd64.whl\">x</a>", "win_arm64", "3.12", "https://download.pytorch.org/whl/cpu/torch-2.9.0%2Be437e35-cp312-cp312-win_arm64.whl" }, // a commit for a tag
        { "<a href=\"/whl/cpu/torch-2.9.0%2Be437e35-cp312-cp312-win_arm64.whl\">x</a><a href=\"/whl/cpu/torch-2.9.0%2Bcpu-cp312-cp312-win_amd64.whl\">x</a>", "win_amd64", "3.12", "https://download.pytorch.org/whl/cpu/torch-2.9.0%2Bcpu-cp312-cp312-win_amd64.whl" },
        { "<a href=\"/whl/cpu/torch-2.7.0%2Bcpu-cp312-cp312-manylinux1_x86_64.whl#sha256=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\">x</a><a href=\"/whl/cpu/torch-2.7.0%2Bcpu-cp312-cp312-manylinux2014_x86_64.whl\">x</a>", "linux_x86_64", "3.12", "https://download.pytorch.org/whl/cpu/torch-2.7.0%2Bcpu-cp312-cp312-manylinux2014_x86_64.whl" }, // uv#16784: two files for one machine, one with a hash
        { "<a href=\"/whl/cpu/torch-2.9.0%2Bcpu-cp312-cp312-linux_s390x.whl\">x</a><a href=\"/whl/cpu/torch-2.9.0%2Bcpu-cp312-cp312-win_arm64.whl\">x</a>", "win_arm64", "3.12", "https://download.pytorch.org/whl/cpu/torch-2.9.0%2Bcpu-cp312-cp312-win_arm64.whl" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_IsReadAsPyTorchServesIt(string links, string platform, string python, string expected)
    {
        Page("cpu", "torch", links);
        CliAnswer answer = await _index.LockAsync("torch\n", "cpu", "--platforms", platform, "--python", python);
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains($"torch @ {expected} ", _index.Lock("cpu"), StringComparison.Ordinal);

        // No page here gives the hash of the file that is taken: it is that of its bytes, and not of a neighbour.
        Assert.Contains($"--hash=sha256:{await HashOfAsync(Uri.UnescapeDataString(expected["https://".Length..]))}", _index.Lock("cpu"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_HasUploadTimesOnlyLately()
    {
        // --exclude-newer binds the files that have one; the others stay, with a warning.
        Page("cpu", "torch", "<a href=\"/whl/cpu/torch-2.13.0%2Bcpu-cp312-cp312-manylinux_2_28_x86_64.whl\" data-upload-time=\"2026-07-09T15:10:38Z\">x</a><a href=\"/whl/cpu/torch-2.8.0%2Bcpu-cp312-cp312-manylinux_2_28_x86_64.whl\">x</a>");
        CliAnswer answer = await _index.LockAsync("torch\n", "cpu", "--exclude-newer", "2026-07-01");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains("/torch-2.8.0%2Bcpu-", _index.Lock("cpu"), StringComparison.Ordinal);
        Assert.Contains("the index gives no upload times for `torch`, so `--exclude-newer` does not bind it", answer.Talk.ReplaceLineEndings(" "), StringComparison.Ordinal);
        await _index.LockAsync("torch\n", "cpu", "--exclude-newer", "2026-08-01", "--upgrade");
        Assert.Contains("/torch-2.13.0%2Bcpu-", _index.Lock("cpu"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ListsEveryBackendsTritonInTheRoot()
    {
        // REPORT of the pages: what lies in the root is on every backend's page, for every backend.
        foreach (string backend in (string[])["cu126", "rocm6.4"])
        {
            _index.Universe.AddTorch(backend, MadeIndex.Wheel("torch", $"2.9.0+{backend}", backend == "cu126" ? "triton==3.5.0" : "pytorch-triton-rocm==3.5.0"));
            foreach (string triton in (string[])["triton", "pytorch-triton-rocm", "pytorch-triton-xpu"]) _index.Universe.AddTorch(backend, MadeIndex.Wheel(triton, "3.5.0"), new TorchLink { Root = true, Absolute = true });
        }

        CliAnswer answer = await _index.LockAsync("torch\n", "cu126,rocm6.4");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains("\ntriton @ https://download.pytorch.org/whl/triton-3.5.0-", _index.Lock("cu126"), StringComparison.Ordinal);
        Assert.Contains("\npytorch-triton-rocm @ https://download.pytorch.org/whl/pytorch_triton_rocm-3.5.0-", _index.Lock("rocm6.4"), StringComparison.Ordinal);
        Assert.DoesNotContain("\ntriton @", _index.Lock("rocm6.4"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_HasAHashOnSomeFilesOfAReleaseOnly()
    {
        // uv#13195, uv#13318, uv#13432: resolvers want all or none; here the missing one is taken from the bytes.
        string links = "<a href=\"/whl/cpu/torch-2.7.0%2Bcpu-cp312-cp312-manylinux_2_28_aarch64.whl\">x</a>"
            + $"<a href=\"/whl/cpu/torch-2.7.0%2Bcpu-cp312-cp312-manylinux_2_28_x86_64.whl#sha256={new string('a', 64)}\">x</a>";
        Page("cpu", "torch", links);
        CliAnswer answer = await _index.LockAsync("torch\n", "cpu", "--platforms", "linux_x86_64,linux_aarch64");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains($"--hash=sha256:{new string('a', 64)}", _index.Lock("cpu"), StringComparison.Ordinal);
        Assert.Contains($"--hash=sha256:{await HashOfAsync("download.pytorch.org/whl/cpu/torch-2.7.0+cpu-cp312-cp312-manylinux_2_28_aarch64.whl")}", _index.Lock("cpu"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfEveryBackendListsTheRootWheels()
    {
        // torch 2.0.0 for aarch64 lies in the root, so cu117's page has it too; it is no CUDA build.
        Page("cu117", "torch", "<a href=\"/whl/torch-2.0.0-1-cp310-cp310-manylinux2014_aarch64.whl\">x</a><a href=\"/whl/cu117/torch-2.0.0%2Bcu117-cp310-cp310-linux_x86_64.whl\">x</a>");
        CliAnswer answer = await _index.LockAsync("torch\n", "cu117", "--python", "3.10");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains("/whl/cu117/torch-2.0.0%2Bcu117-", _index.Lock("cu117"), StringComparison.Ordinal);
    }

    /// <summary>METADATA of one version that differs from wheel to wheel. Each row: wheels of torch, then where they lie; the target; what it must bring and must not.</summary>
    public static TheoryData<string, string, string, string, string> Metadata => new()
    {
        { "2.6.0+cu126 linux_aarch64|2.6.0+cu126 manylinux_2_28_x86_64 nvidia-cublas-cu12==12.6.4.1", "cu126", "linux_aarch64 3.12", "", "nvidia" }, // uv#11945
        { "2.6.0+cu126 linux_aarch64|2.6.0+cu126 manylinux_2_28_x86_64 nvidia-cublas-cu12==12.6.4.1", "cu126", "linux_x86_64 3.12", "nvidia-cublas-cu12", "" },
        { "2.7.0+cpu manylinux_2_28_x86_64 filelock|pypi 2.7.0 manylinux_2_28_x86_64 filelock,nvidia-cublas-cu12==12.6.4.1", "cpu", "linux_x86_64 3.12", "filelock", "nvidia" }, // pytorch#152121, poetry#10358
        { "2.7.1+cpu manylinux_2_28_x86_64 filelock|pypi 2.7.1 manylinux_2_28_x86_64 nvidia-cublas-cu12==12.6.4.1", "cpu", "linux_x86_64 3.12", "filelock", "nvidia" }, // uv#14237
        { "2.1.1+cu121 linux_x86_64 triton==2.1.0|2.1.1+cu121 win_amd64 filelock", "cu121", "linux_x86_64 3.11", "triton", "filelock" }, // pytorch#114042
        { "2.1.1+cu121 linux_x86_64 triton==2.1.0|2.1.1+cu121 win_amd64 filelock", "cu121", "win_amd64 3.11", "filelock", "triton" },
        { "1.13.0+cu117 manylinux1_x86_64 nvidia-cublas-cu11==11.10.3.66|1.13.0+cu117 win_amd64 filelock", "cu117", "linux_x86_64 3.10", "nvidia-cublas-cu11", "filelock" },
        { "1.13.0 macosx_11_0_arm64 filelock|1.13.0+cpu manylinux1_x86_64 numpy", "cpu", "macos_arm64 3.10", "filelock", "numpy" }, // pytorch#88049, poetry#6939
    };

    [Theory]
    [MemberData(nameof(Metadata))]
    public async Task Metadata_IsThatOfTheVeryWheel(string wheels, string backend, string target, string brings, string not)
    {
        string python = "cp" + target.Split(' ')[1].Replace(".", "", StringComparison.Ordinal);
        foreach (string line in wheels.Split('|'))
        {
            bool onPypi = line.StartsWith("pypi ", StringComparison.Ordinal);
            string[] parts = (onPypi ? line["pypi ".Length..] : line).Split(' ');
            WheelSpec wheel = new("torch", parts[0]) { Python = python, Abi = python, Platform = parts[1], Requires = parts.Length > 2 ? [.. parts[2].Split(',')] : [] };
            if (onPypi) _index.Universe.Add(wheel);
            else _index.Universe.AddTorch(backend, wheel);
        }

        _index.Universe.Add("filelock", "3.20.0").Add("numpy", "1.26.4").Add("nvidia-cublas-cu12", "12.6.4.1").Add("nvidia-cublas-cu11", "11.10.3.66");
        _index.Universe.AddTorch("cu121", new WheelSpec("triton", "2.1.0"));
        CliAnswer answer = await _index.LockAsync("torch\n", backend, "--platforms", target.Split(' ')[0], "--python", target.Split(' ')[1]);
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        string body = _index.Lock(backend)[_index.Lock(backend).IndexOf("000000", StringComparison.Ordinal)..];
        if (brings.Length > 0) Assert.Contains($"{brings} @ ", body, StringComparison.Ordinal);
        if (not.Length > 0) Assert.DoesNotContain(not, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_OfNightlyBuildsIsThatOfTheVeryWheelToo()
    {
        // uv#10119: on aarch64 nothing of NVIDIA's; pdm#1732: on x86_64 all of it.
        WheelSpec x86 = MadeIndex.Wheel("torch", "2.13.0.dev20260610+cu130", "nvidia-cublas==13.0.0.19");
        _index.Universe.AddTorch("nightly/cu130", x86, new TorchLink { Hash = false }).AddTorch("nightly/cu130", x86 with { Platform = "manylinux_2_28_aarch64", Requires = [] }, new TorchLink { Hash = false });
        _index.Universe.Add("nvidia-cublas", "13.0.0.19");
        CliAnswer answer = await _index.LockAsync("torch\n", "cu130", "--channel", "nightly", "--platforms", "linux_x86_64,linux_aarch64");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Matches("nvidia-cublas @ [^ ]+ ; platform_machine == \"x86_64\"", _index.Lock("cu130"));
    }

    [Fact]
    public async Task Map_TakesAnotherVendorsNamesFromItsIndex()
    {
        // pytorch#191688: torch of ROCm 7.14 needs AMD's packages, which PyPI's names must not stand in for.
        string[] files = ["torch-2.12.0+rocm7.14.0-cp312-cp312-linux_x86_64.whl", "rocm_sdk_core-7.14.0-py3-none-linux_x86_64.whl"];
        foreach (string file in files)
        {
            string name = file.Split('-')[0].Replace('_', '-');
            WheelSpec wheel = new(name, file.Split('-')[1]) { Requires = name == "torch" ? ["rocm-sdk-core==7.14.0", "filelock"] : [] };
            _index.Put($"repo.amd.com/rocm/whl-multi-arch/{file}", WheelBuilder.Build(wheel));
            _index.Put($"repo.amd.com/rocm/whl-multi-arch/{name}/index.html", $"<a href=\"../{Uri.EscapeDataString(file)}\">{file}</a>");
        }

        _index.Universe.Add("filelock", "3.20.0").Add("rocm-sdk-core", "99.0").Add("torch", "99.0");
        CliAnswer answer = await _index.LockAsync("torch\n", "rocm7.14");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains("torch @ https://repo.amd.com/rocm/whl-multi-arch/torch-2.12.0%2Brocm7.14.0-", _index.Lock("rocm7.14"), StringComparison.Ordinal);
        Assert.Contains("rocm-sdk-core @ https://repo.amd.com/rocm/whl-multi-arch/rocm_sdk_core-7.14.0-", _index.Lock("rocm7.14"), StringComparison.Ordinal);
        Assert.Contains("/filelock-3.20.0-", _index.Lock("rocm7.14"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Map_TakesAVendorsPackagesForEachGpuFromItsIndex()
    {
        // TheRock#3332, ultralytics#24137: the code for a GPU is a package of its own. A name like it on PyPI is anybody's.
        (string Name, string Version, string Requires)[] packages =
        [
            ("torch", "2.12.0+rocm7.14.0", "amd-torch-device-gfx1151==2.12.0+rocm7.14.0 ; extra == \"device-gfx1151\""),
            ("amd-torch-device-gfx1151", "2.12.0+rocm7.14.0", "rocm-sdk-device-gfx1151==7.14.0"),
            ("rocm-sdk-device-gfx1151", "7.14.0", "rocm-sdk-core==7.14.0"),
            ("rocm-sdk-core", "7.14.0", ""),
        ];
        foreach ((string name, string version, string requires) in packages)
        {
            WheelSpec wheel = new(name, version) { Platform = "linux_x86_64", Requires = requires.Length > 0 ? [requires] : [], Extras = name == "torch" ? ["device-gfx1151"] : [] };
            _index.Put($"repo.amd.com/rocm/whl-multi-arch/{wheel.FileName}", WheelBuilder.Build(wheel));
            _index.Put($"repo.amd.com/rocm/whl-multi-arch/{name}/index.html", $"<a href=\"../{Uri.EscapeDataString(wheel.FileName)}\">{wheel.FileName}</a>");
            _index.Universe.Add(name, "99.0");
        }

        CliAnswer answer = await _index.LockAsync("torch[device-gfx1151]\n", "rocm7.14");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.All(packages, package => Assert.Contains($"\n{package.Name} @ https://repo.amd.com/rocm/whl-multi-arch/", _index.Lock("rocm7.14"), StringComparison.Ordinal));
    }

    private static IEnumerable<WheelSpec> Wheels(string text) =>
        from wheel in text.Split(';')
        let halves = wheel.Split(" needs ")
        let parts = halves[0].Split(' ')
        select new WheelSpec(parts[0], parts[1]) { Requires = halves.Length > 1 ? [halves[1]] : [] };

    // The page, and for every link a wheel that is one, so that METADATA can be read out of it.
    private async Task<string> HashOfAsync(string path) =>
        Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(_index.Folder, path), TestContext.Current.CancellationToken)));

    private void Page(string backend, string project, string links)
    {
        _index.Put($"download.pytorch.org/whl/{backend}/{project}/index.html", $"<!DOCTYPE html>\n<html>\n  <body>\n    <h1>Links for {project}</h1>\n    {links}\n  </body>\n</html>\n<!--TIMESTAMP 1697195006-->");
        foreach (string href in links.Split("href=\"").Skip(1).Select(part => part[..part.IndexOfAny(['"', '#'])]))
        {
            string path = Uri.UnescapeDataString(new Uri(new Uri("https://download.pytorch.org/"), href).AbsolutePath).TrimStart('/');
            string file = path[(path.LastIndexOf('/') + 1)..];
            _index.Put($"download.pytorch.org/{path}", WheelBuilder.Build(new WheelSpec(project, file.Split('-')[1]) { Module = file }));
        }
    }
}
