using LightTheTorch.IO.Yaml;
using LightTheTorch.Names;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Torch;

public sealed class HardwareFitTests
{
    private static readonly BackendCatalogue s_catalogue = BackendCatalogueReader.ReadEmbedded();
    private static readonly HardwareFit s_fit = new(s_catalogue);

    [Theory]
    [InlineData("linux_x86_64", "580.65.06", "sm_61", "cu126", "2.14.0", "runs")] // GTX 1080 Ti: uv#14742
    [InlineData("linux_x86_64", "580.65.06", "sm_61", "cu128", "2.9.1", "torch 2.9.1 of `cu128` has no code for sm_61")]
    [InlineData("linux_x86_64", "580.65.06", "sm_61", "cu130", "2.9.1", "torch 2.9.1 of `cu130` has no code for sm_61")]
    [InlineData("linux_x86_64", "580.65.06", "sm_70", "cu126", "2.14.0", "runs")] // V100
    [InlineData("linux_x86_64", "580.65.06", "sm_70", "cu128", "2.7.1", "torch 2.7.1 of `cu128` has no code for sm_70")]
    [InlineData("linux_x86_64", "580.65.06", "sm_70", "cu128", "2.8.0", "runs")] // the notes say no, the wheels say yes: Whisper-WebUI#653
    [InlineData("linux_x86_64", "580.65.06", "sm_70", "cu128", "2.11.0", "torch 2.11.0 of `cu128` has no code for sm_70")]
    [InlineData("linux_x86_64", "575.51.03", "sm_120", "cu128", "2.7.1", "runs")] // RTX 5090
    [InlineData("linux_x86_64", "575.51.03", "sm_120", "cu126", "2.14.0", "torch 2.14.0 of `cu126` has no code for sm_120")] // SlicerPyTorch#20
    [InlineData("linux_x86_64", "575.51.03", "sm_120", "cu130", "2.14.0", "`cu130` needs an NVIDIA driver >=580.65.06, and this one is 575.51.03")] // lerobot#3570: a cluster's drivers end at 575
    [InlineData("linux_x86_64", "580.95.05", "sm_61 sm_120", "cu128", "2.10.0", "torch 2.10.0 of `cu128` has no code for sm_61")]
    [InlineData("linux_x86_64", "580.95.05", "sm_70 sm_120", "cu128", "2.10.0", "runs")] // the one line that covers both: unsloth#5876, #7814
    [InlineData("linux_x86_64", "580.95.05", "sm_70 sm_120", "cu126", "2.10.0", "torch 2.10.0 of `cu126` has no code for sm_120")]
    [InlineData("linux_x86_64", "580.95.05", "sm_61 sm_120", "cu130", "2.14.0", "torch 2.14.0 of `cu130` has no code for sm_61")]
    [InlineData("linux_x86_64", "580.95.05", "sm_37 sm_50", "cu130", "2.14.0", "torch 2.14.0 of `cu130` has no code for sm_37 and sm_50")]
    [InlineData("linux_x86_64", "535.54.03", "sm_80", "cu128", "2.9.1", "runs")] // minor-version compatibility: 12.8 does not need 570
    [InlineData("linux_x86_64", "580.65.06", "sm_90", "cu132", "2.14.0", "runs")]
    [InlineData("linux_x86_64", "525.60.11", "sm_80", "cu126", "2.9.1", "`cu126` needs an NVIDIA driver >=525.60.13, and this one is 525.60.11")]
    [InlineData("win_amd64", "527.40", "sm_80", "cu126", "2.9.1", "`cu126` needs an NVIDIA driver >=527.41, and this one is 527.40")]
    [InlineData("win_amd64", "527.41", "sm_86", "cu126", "2.9.1", "runs")]
    [InlineData("linux_x86_64 wsl", "526.0", "sm_86", "cu126", "2.9.1", "`cu126` needs an NVIDIA driver >=527.41, and this one is 526.0")] // WSL#11277
    [InlineData("linux_x86_64", "440.33", "sm_75", "cu102", "1.12.1", "runs")]
    [InlineData("linux_x86_64", "575.51.03", "sm_103", "cu129", "2.9.1", "runs")] // B300: code for sm_100 runs on 10.3
    [InlineData("linux_aarch64", "580.65.06", "sm_121", "cu130", "2.11.0", "runs")] // GB10: code for sm_120 runs on 12.1
    [InlineData("linux_aarch64", "580.65.06", "sm_110", "cu130", "2.11.0", "runs")] // Thor
    [InlineData("linux_aarch64", "580.65.06", "sm_110", "cu130", "2.10.0", "`cu130` must not be used on sm_110: cuBLAS is broken on it before torch 2.11")]
    [InlineData("linux_aarch64", "580.65.06", "sm_110", "cu128", "2.10.0", "torch 2.10.0 of `cu128` has no code for sm_110")] // openral#167
    [InlineData("linux_x86_64", "600.10", "sm_130", "cu130", "2.10.0", "runs")] // by PTX, and the driver is new enough
    [InlineData("linux_x86_64", "570.26", "sm_130", "cu129", "2.10.0", "torch 2.10.0 of `cu129` has only PTX for sm_130, which needs an NVIDIA driver >=575.51.03, and this one is 570.26")]
    [InlineData("linux_x86_64", "600.10", "sm_130", "cu130", "2.11.0", "torch 2.11.0 of `cu130` has no code for sm_130")] // PTX left the wheels
    [InlineData("linux_x86_64", "", "sm_86", "cu126", "2.9.1", "`cu126` needs an NVIDIA driver, and none is loaded")]
    [InlineData("linux_x86_64", "580.65.06", "", "cu126", "2.9.1", "`cu126` needs an NVIDIA GPU, and there is none")] // unsloth#6692: a driver without a device
    [InlineData("linux_x86_64", "", "gfx1100", "cu126", "2.9.1", "`cu126` needs an NVIDIA GPU, and there is none")]
    [InlineData("linux_x86_64", "", "gfx1100", "rocm7.2", "2.12.0", "runs")]
    [InlineData("linux_x86_64", "", "gfx1102", "rocm6.2.4", "2.6.0", "torch 2.6.0 of `rocm6.2.4` has no code for gfx1102")] // pytorch#147761: wheels since torch 2.7
    [InlineData("linux_x86_64", "", "gfx1102", "rocm6.2.4", "2.7.1", "runs")]
    [InlineData("linux_x86_64", "", "gfx1101", "rocm6.1", "2.5.1", "torch 2.5.1 of `rocm6.1` has no code for gfx1101")] // pytorch#141667
    [InlineData("linux_x86_64", "", "gfx1101", "rocm6.1", "2.6.0", "runs")]
    [InlineData("linux_x86_64", "", "gfx1036", "rocm7.2", "2.12.0", "torch 2.12.0 of `rocm7.2` has no code for gfx1036")] // legacy-rocm-build#4390
    [InlineData("linux_x86_64", "", "gfx906", "rocm6.3", "2.8.0", "runs")]
    [InlineData("linux_x86_64", "", "gfx906", "rocm6.4", "2.8.0", "`rocm6.4` must not be used on gfx906: rocBLAS has no kernels for it since ROCm 6.4")] // unsloth#7354
    [InlineData("linux_x86_64", "", "gfx1033", "rocm7.2", "2.13.0", "`rocm7.2` must not be used on gfx1033: it runs and computes wrong numbers")] // unsloth#8412
    [InlineData("linux_x86_64", "", "gfx1103", "rocm7.2", "2.12.0", "torch 2.12.0 of `rocm7.2` has no code for gfx1103")]
    [InlineData("linux_x86_64", "", "gfx1103", "rocm7.2", "2.13.0", "runs")]
    [InlineData("linux_x86_64", "", "gfx1151", "rocm7.14", "2.12.0", "runs: which GPUs torch 2.12.0 of `rocm7.14` serves is not known")] // AMD's own has it in a package
    [InlineData("win_amd64", "", "lunar-lake", "xpu", "2.9.1", "runs")] // voicebox#980
    [InlineData("linux_x86_64", "440.33", "sm_75", "cu102", "1.7.1", "runs")]
    [InlineData("linux_x86_64", "", "gfx1151", "rocm7.2", "2.12.0", "runs: `rocm7.2` on gfx1151: grouped matrix products fail on it in PyTorch's own builds")]
    [InlineData("win_amd64", "", "gfx1100", "rocm7.2", "2.12.0", "`rocm7.2` does not exist for win_amd64")]
    [InlineData("linux_x86_64", "", "gfx1100", "rocm7.14", "2.12.0", "runs: which GPUs torch 2.12.0 of `rocm7.14` serves is not known")]
    [InlineData("win_amd64", "", "arc-b", "xpu", "2.9.1", "runs")]
    [InlineData("linux_x86_64", "", "uhd-770", "xpu", "2.9.1", "torch 2.9.1 of `xpu` has no code for uhd-770")] // unsloth#5274: not every display adapter of Intel's
    [InlineData("linux_x86_64", "", "arc-b", "xpu", "2.4.1", "`xpu` has torch >=2.5 for linux_x86_64, not 2.4.1")]
    [InlineData("macos_arm64", "", "", "cpu", "2.14.0", "runs")]
    [InlineData("macos_x86_64", "", "", "cpu", "2.3.0", "`cpu` has torch >=1.0,<=2.2.2 for macos_x86_64, not 2.3.0")]
    [InlineData("linux_x86_64", "580.65.06", "sm_80", "cu118", "2.8.0", "`cu118` has torch >=2.0,<=2.7.1 for linux_x86_64, not 2.8.0")]
    [InlineData("win_arm64", "615.10", "sm_121", "cu134", "2.14.0", "runs")]
    public void Check_LooksAtDriverAndEveryGpu(string platform, string driver, string gpus, string backend, string torch, string expected)
    {
        string told = s_fit.Check(Find(backend), PyVersion.Parse(torch), Machine(platform, driver, gpus)) switch
        {
            FitVerdict.Runs runs => string.Join(": ", runs.Warnings.Prepend("runs")),
            FitVerdict.Fails fails => fails.Why,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        Assert.Equal(expected, told);
    }

    [Theory]
    [InlineData("linux_x86_64", "580.65.06", "sm_61", "cu126", ">=2.6,<2.15")]
    [InlineData("linux_x86_64", "580.65.06", "sm_61", "cu118", ">=2.0,<=2.7.1")]
    [InlineData("linux_x86_64", "580.65.06", "sm_70", "cu128", ">=2.8.0,<2.11.0")]
    [InlineData("linux_x86_64", "580.65.06", "sm_37", "cu118", ">=2.0,<2.1.0")] // Kepler ends with torch 2.0
    [InlineData("linux_x86_64", "580.65.06", "sm_90", "cu130", ">=2.9")]
    [InlineData("linux_aarch64", "580.65.06", "sm_110", "cu130", ">=2.11.0")]
    [InlineData("linux_x86_64", "580.65.06", "sm_61", "cu130", "")]
    [InlineData("linux_x86_64", "", "gfx1103", "rocm7.2", ">=2.13.0")]
    public void RunningRange_ReadsAsASpecifier(string platform, string driver, string gpus, string backend, string expected) =>
        Assert.Equal(expected, s_fit.RunningRange(Find(backend), Machine(platform, driver, gpus)));

    [Theory]
    [InlineData("cu126", "linux_x86_64 2.9.0+cu126", "NVIDIA driver >=525.60.13 (Linux); sm_50 to sm_90")]
    [InlineData("cu130", "linux_x86_64 2.9.0,win_amd64 2.9.0", "NVIDIA driver >=580.65.06 (Linux), >=580 (Windows); sm_75 to sm_120 and newer")]
    [InlineData("cu130", "linux_x86_64 2.14.0,linux_aarch64 2.14.0", "NVIDIA driver >=580.65.06 (Linux); sm_80 to sm_120 (linux_aarch64), sm_75 to sm_120 (linux_x86_64)")]
    [InlineData("cu126", "linux_x86_64 2.9.0,win_amd64 2.9.0", "NVIDIA driver >=525.60.13 (Linux), >=527.41 (Windows); sm_50 to sm_90")] // sm_61 is on Windows alone
    [InlineData("cpu", "linux_x86_64 2.14.0,macos_arm64 2.14.0", "")]
    [InlineData("rocm6.2", "linux_x86_64 2.5.1", "gfx900 gfx906 gfx908 gfx90a gfx942 gfx1030 gfx1100")]
    [InlineData("cu128", "linux_x86_64 2.9.1,win_amd64 2.9.1,linux_x86_64 2.11.0,win_amd64 2.11.0",
        "NVIDIA driver >=525.60.13 (Linux), >=527.41 (Windows); sm_70 to sm_120 (torch 2.9.1), sm_75 to sm_120 (torch 2.11.0)")]
    [InlineData("cu128", "linux_x86_64 2.9.1,win_amd64 2.9.1,linux_x86_64 2.11.0+cu128",
        "NVIDIA driver >=525.60.13 (Linux), >=527.41 (Windows); sm_70 to sm_120 (torch 2.9.1), sm_75 to sm_120 (torch 2.11.0)")]
    [InlineData("cu128", "linux_x86_64 2.9.1,linux_aarch64 2.9.1,linux_x86_64 2.11.0,linux_aarch64 2.11.0",
        "NVIDIA driver >=525.60.13 (Linux); sm_80 to sm_120 (linux_aarch64 torch 2.9.1, linux_aarch64 torch 2.11.0), sm_70 to sm_120 (linux_x86_64 torch 2.9.1), sm_75 to sm_120 (linux_x86_64 torch 2.11.0)")]
    [InlineData("xpu", "win_amd64 2.9.1", "arc-a arc-b meteor-lake-h arrow-lake-h lunar-lake panther-lake data-center-max")]
    public void Summary_IsTheLocksFirstLine(string backend, string targets, string expected)
    {
        BackendSummary summary = BackendSummary.Of(Find(backend), targets.Split(',').Select(target => (target.Split(' ')[0], PyVersion.Parse(target.Split(' ')[1]))));
        Assert.Equal(expected, summary.ToString());
    }

    private static Backend Find(string name) => s_catalogue.Find(BackendName.Parse(name))!;

    private static FitMachine Machine(string platform, string driver, string gpus) => new(
        platform.Split(' ')[0],
        platform.StartsWith("win", StringComparison.Ordinal) || platform.EndsWith(" wsl", StringComparison.Ordinal),
        driver.Length == 0 ? null : PyVersion.Parse(driver),
        [.. gpus.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(gpu => new FitGpu("", GpuArchitecture.Parse(gpu)))])
    {
        DriverText = driver,
    };
}
