using System.Collections.Immutable;
using LightTheTorch.Hardware;
using LightTheTorch.IO.Yaml;
using LightTheTorch.Names;
using LightTheTorch.Targets;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Hardware;

/// <summary>Locks, a machine, and the lock to take. A lock is written <c>cu126:2.13.0</c>.</summary>
public sealed class BackendChoiceTests
{
    private static readonly BackendCatalogue s_catalogue = BackendCatalogueReader.ReadEmbedded();

    public static TheoryData<string, string, string, string> Choices => new()
    {
        { "580.95.05", "sm_61", "cpu:2.13.0 cu126:2.13.0 cu128:2.11.0 cu130:2.13.0", "cu126" },                // GTX 1080 Ti
        { "575.57.08", "sm_120", "cpu:2.13.0 cu126:2.13.0 cu128:2.11.0 cu130:2.13.0", "cu128" },               // RTX 5090
        { "575.57.08", "sm_120", "cu126:2.13.0 cu129:2.13.0", "cu129" },
        { "580.95.05", "sm_70", "cu126:2.13.0 cu130:2.13.0", "cu126" },                                        // V100
        { "580.95.05", "sm_70 sm_120", "cu126:2.13.0 cu130:2.13.0", "none" },                                  // no locked backend has both
        { "580.95.05", "sm_70 sm_120", "cu126:2.13.0 cu128:2.10.0 cu130:2.13.0", "cu128" },
        { "580.95.05", "sm_103", "cu126:2.13.0 cu130:2.13.0", "cu130" },                                       // B300 by sm_100
        { "535.104.05", "sm_86", "cu130:2.13.0 cu126:2.13.0 cpu:2.13.0", "cu126" },
        { "470.82.01", "sm_86", "cu130:2.13.0 cu126:2.13.0 cpu:2.13.0", "cpu" },
        { "", "gfx90a", "rocm7.2:2.13.0 cu130:2.13.0 cpu:2.13.0", "rocm7.2" },
        { "", "gfx1033", "rocm7.2:2.13.0 cpu:2.13.0", "cpu" },                                                 // installs, and computes wrong numbers
        { "", "gfx1030 gfx1036", "rocm7.2:2.13.0 cpu:2.13.0", "rocm7.2" },                                     // the second is part of the processor
        { "", "arc-b", "xpu:2.13.0 cu130:2.13.0 cpu:2.13.0", "xpu" },
        { "", "", "xpu:2.13.0 cu130:2.13.0 cpu:2.13.0", "cpu" },
        { "580.95.05", "sm_86 arc-b", "xpu:2.13.0 cpu:2.13.0", "xpu" },                                        // the card that a lock serves decides
    };

    [Theory]
    [MemberData(nameof(Choices))]
    public void Rank_TakesTheLockThatServesEveryCard(string driver, string gpus, string locks, string expected)
    {
        BackendVerdict best = new BackendChoice(s_catalogue).Rank(Machine(driver, gpus), Offers(locks))[0];
        Assert.Equal(expected, best.Runs ? best.Backend.Name.Value : "none");
    }

    [Theory]
    [InlineData("470.82.01", "sm_86", "cu130", "`cu130` needs an NVIDIA driver >=580.65.06, and this one is 470.82.01")]
    [InlineData("580.95.05", "sm_61", "cu130", "has no code for GPU (sm_61)")]
    [InlineData("580.95.05", "sm_70 sm_120", "cu130", "has no code for GPU (sm_70)")]
    [InlineData("", "", "cu130", "`cu130` needs an NVIDIA GPU, and there is none")]
    [InlineData("", "sm_86", "cu130", "`cu130` needs an NVIDIA driver, and none is loaded")]
    [InlineData("", "gfx1033", "rocm7.2", "`rocm7.2` must not be used on GPU (gfx1033)")]
    [InlineData("", "gfx1100", "rocm7.14", "which GPUs `rocm7.14` serves is not known")]
    [InlineData("", "sm_86", "cu134", "`cu134` does not exist for linux_x86_64")]
    public void Rank_SaysWhyNot(string driver, string gpus, string backend, string words)
    {
        BackendVerdict verdict = new BackendChoice(s_catalogue).Rank(Machine(driver, gpus)).Single(row => row.Backend.Name.Value == backend);
        Assert.False(verdict.Runs);
        Assert.Contains(words, verdict.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Rank_NamesACardThatIsThereAndDoesNotWork()
    {
        MachineReport report = Machine("", "") with { Gpus = [new Gpu(GpuVendor.Nvidia, "NVIDIA A10") { Problem = "the NVIDIA driver is not loaded" }] };
        BackendVerdict verdict = new BackendChoice(s_catalogue).Rank(report).First(row => row.Backend.Accelerator == Accelerator.Cuda);
        Assert.Equal($"`{verdict.Backend}` cannot use NVIDIA A10: the NVIDIA driver is not loaded", verdict.Why);
    }

    [Theory]
    [InlineData("580.95.05", true)]
    [InlineData("525.60.13", false)]
    public void Rank_OfAStatedDriverWithoutGpusAsksWhatTheDriverStarts(string driver, bool runs)
    {
        MachineReport report = Machine("", "") with { Driver = new GpuDriver(GpuVendor.Nvidia, DriverVersion.Parse(driver), IsStated: true) };
        Assert.Equal(runs, new BackendChoice(s_catalogue).Rank(report).Single(row => row.Backend.Name.Value == "cu130").Runs);
    }

    [Fact]
    public void Rank_OfAnUnstatedDriverWithoutGpusTakesTheProcessor()
    {
        MachineReport report = Machine("580.95.05", "");
        Assert.Equal("cpu", new BackendChoice(s_catalogue).Rank(report)[0].Backend.Name.Value);
        Assert.True(report.HasAccelerator);
    }

    [Theory]
    [InlineData("580.95.05", "sm_86", null)]
    [InlineData("470.82.01", "sm_120", "needs an NVIDIA driver")]
    [InlineData("", "gfx1032", "no code")]
    [InlineData("", "gfx1033", "must not be used")]
    public void Judge_SaysWhetherAnyBuildRunsOnAGpu(string driver, string gpu, string? words)
    {
        MachineReport report = Machine(driver, gpu);
        GpuVerdict verdict = new BackendChoice(s_catalogue).Judge(report.Gpus[0], report);
        Assert.Equal(words is null, verdict.IsUsable);
        if (words is not null) Assert.Contains(words, verdict.Why, StringComparison.Ordinal);
    }

    private static MachineReport Machine(string driver, string gpus) => new()
    {
        Os = TargetOs.Linux,
        Arch = "x86_64",
        ProcessArch = "x86_64",
        Driver = driver.Length == 0 ? null : new GpuDriver(GpuVendor.Nvidia, DriverVersion.Parse(driver)),
        Gpus = [.. gpus.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(GpuArchitecture.Parse).Select(architecture => new Gpu(
            architecture switch { GpuArchitecture.Gfx => GpuVendor.Amd, GpuArchitecture.IntelFamily => GpuVendor.Intel, _ => GpuVendor.Nvidia }, "GPU")
        {
            Architecture = architecture,
            IsIntegrated = KfdNode.IsIntegrated(architecture),
        })],
    };

    private static ImmutableArray<BackendOffer> Offers(string locks) =>
    [
        .. locks.Split(' ').Select(item => item.Split(':')).Select(pair =>
            new BackendOffer(s_catalogue.Find(BackendName.Parse(pair[0]))!, [PyVersion.Parse(pair[1])])),
    ];
}
