using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Hardware;
using LightTheTorch.Targets;

namespace LightTheTorch.Tests.Hardware;

public sealed class HardwareOverrideTests
{
    /// <summary>Variables, then the driver and the GPUs that count, and what states each.</summary>
    public static TheoryData<string, string?, string?> Variables => new()
    {
        { "", null, null },
        { "LTT_DRIVER=575.57.08", "575.57.08 by `LTT_DRIVER`", null },
        { "LTT_DRIVER=575.57.08;UV_CUDA_DRIVER_VERSION=525.60.13", "575.57.08 by `LTT_DRIVER`", null },
        { "UV_CUDA_DRIVER_VERSION=550.144.03;CONDA_OVERRIDE_CUDA=11.8", "550.144.03 by `UV_CUDA_DRIVER_VERSION`", null },
        { "LTT_DRIVER=;UV_CUDA_DRIVER_VERSION=550", "550 by `UV_CUDA_DRIVER_VERSION`", null },
        { "CONDA_OVERRIDE_CUDA=12.4", "550.54.14 by `CONDA_OVERRIDE_CUDA`", null },           // a CUDA version, not a driver
        { "CONDA_OVERRIDE_CUDA=12.7", "560.28.03 by `CONDA_OVERRIDE_CUDA`", null },           // there was no 12.7; a driver of 12.6 is sure to exist
        { "NV_VARIANT_PROVIDER_FORCE_CUDA_DRIVER_VERSION=13.0", "580.65.06 by `NV_VARIANT_PROVIDER_FORCE_CUDA_DRIVER_VERSION`", null },
        { "CONDA_OVERRIDE_CUDA=", "none by `CONDA_OVERRIDE_CUDA`", null },                    // conda: there is no CUDA here
        { "LTT_GPU=sm_61,sm_120", null, "sm_61 sm_120 by `LTT_GPU`" },
        { "LTT_GPU=8.6;NV_VARIANT_PROVIDER_FORCE_SM_ARCH=9.0", null, "sm_86 by `LTT_GPU`" },
        { "NV_VARIANT_PROVIDER_FORCE_SM_ARCH=9.0", null, "sm_90 by `NV_VARIANT_PROVIDER_FORCE_SM_ARCH`" },
        { "UV_AMD_GPU_ARCHITECTURE=gfx1100;ROCM_BOOTSTRAP_FORCE_GFX_ARCH=gfx942", null, "gfx1100 by `UV_AMD_GPU_ARCHITECTURE`" },
        { "ROCM_BOOTSTRAP_FORCE_GFX_ARCH=gfx942,gfx1201", null, "gfx942 gfx1201 by `ROCM_BOOTSTRAP_FORCE_GFX_ARCH`" },
        { "LTT_GPU=ARC-B", null, "arc-b by `LTT_GPU`" },
    };

    private static MachineReport Empty => new() { Os = TargetOs.Linux, Arch = "x86_64", ProcessArch = "x86_64" };

    [Theory]
    [MemberData(nameof(Variables))]
    public void Parse_TakesOursThenThoseOfOthers(string variables, string? driver, string? gpus)
    {
        HardwareOverride stated = Parser(variables).Parse(null, []);
        Assert.Equal(driver, stated.DriverOrigin is null ? null : $"{stated.Driver?.Text ?? "none"} by {stated.DriverOrigin}");
        Assert.Equal(gpus, stated.GpusOrigin is null ? null : $"{string.Join(' ', stated.Gpus)} by {stated.GpusOrigin}");
    }

    [Fact]
    public void Parse_PutsOptionsBeforeVariables()
    {
        HardwareOverride stated = Parser("LTT_DRIVER=525.60.13;LTT_GPU=gfx906").Parse("580.95.05", ["sm_61", "12.0"]);
        Assert.Equal("580.95.05", stated.Driver?.Text);
        Assert.Equal(["sm_61", "sm_120"], stated.Gpus.Select(gpu => gpu.ToString()));
        Assert.Equal("`--gpu`", stated.GpusOrigin);
    }

    [Theory]
    [InlineData("LTT_DRIVER=new", "`LTT_DRIVER` is no version: `new`")]
    [InlineData("UV_CUDA_DRIVER_VERSION=580.x", "`UV_CUDA_DRIVER_VERSION` is no version: `580.x`")]
    [InlineData("CONDA_OVERRIDE_CUDA=7.5", "`CONDA_OVERRIDE_CUDA` names CUDA 7.5, which is older than any driver that is known here")]
    [InlineData("LTT_GPU=rtx4090", "`LTT_GPU` names no GPU architecture: `rtx4090`")]
    [InlineData("LTT_GPU=compute_90", "`LTT_GPU` names no GPU architecture: `compute_90`")]      // what wheels have, not what GPUs are
    public void Parse_NamesTheVariableThatIsWrong(string variables, string message)
    {
        LttException failure = Assert.Throws<LttException>(() => Parser(variables).Parse(null, []));
        Assert.Equal(message, failure.Diagnostics[0].Message);
        Assert.Equal(ExitCode.Usage, failure.ExitCode);
    }

    [Fact]
    public void Apply_ReplacesTheProbe()
    {
        MachineReport probed = Empty with
        {
            Driver = new GpuDriver(GpuVendor.Nvidia, DriverVersion.Parse("470.82.01")),
            Gpus = [new Gpu(GpuVendor.Nvidia, "Tesla K80")],
        };
        MachineReport report = Parser("").Parse("580.95.05", ["sm_90"]).Apply(probed);
        Assert.Equal("580.95.05", report.Driver?.Version.Text);
        Assert.Equal("sm_90", Assert.Single(report.Gpus).Architecture?.ToString());
        Assert.Equal(["the GPUs are as `--gpu` states", "the driver is as `--driver` states"], report.Notes);
    }

    [Fact]
    public void Apply_OfAnAmdGpuTakesTheNvidiaDriverAway()
    {
        MachineReport probed = Empty with { Driver = new GpuDriver(GpuVendor.Nvidia, DriverVersion.Parse("580.95.05")) };
        MachineReport report = Parser("").Parse(null, ["gfx1100"]).Apply(probed);
        Assert.Null(report.Driver);
        Assert.Equal(GpuVendor.Amd, Assert.Single(report.Gpus).Vendor);
    }

    [Fact]
    public void Apply_OfNothingChangesNothing()
    {
        MachineReport probed = Empty;
        Assert.Same(probed, HardwareOverride.None.Apply(probed));
    }

    private static HardwareOverrideParser Parser(string variables)
    {
        ImmutableDictionary<string, string> known = variables.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split('=', 2))
            .ToImmutableDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return new HardwareOverrideParser(name => known.GetValueOrDefault(name), windows: false);
    }
}
