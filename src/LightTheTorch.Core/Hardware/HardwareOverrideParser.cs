using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Diagnostics;
using LightTheTorch.Torch;

namespace LightTheTorch.Hardware;

/// <summary>
/// Reads what is stated of driver and GPUs. Options count before <c>LTT_DRIVER</c> and <c>LTT_GPU</c>, those before the variables of
/// other tools, and all of them before what a probe finds.
/// </summary>
/// <param name="variable">The value of an environment variable; <see langword="null"/> when it is not set, empty when it is set to nothing.</param>
/// <param name="windows">Whether a CUDA version stands for a Windows driver.</param>
public sealed class HardwareOverrideParser(Func<string, string?> variable, bool windows)
{
    /// <param name="driver">The value of <c>--driver</c>.</param>
    /// <param name="gpus">The values of <c>--gpu</c>, split at commas; empty when it is not given.</param>
    /// <exception cref="LttException">Something stated cannot be read; the message names the option or variable.</exception>
    public HardwareOverride Parse(string? driver, ImmutableArray<string> gpus)
    {
        (DriverVersion? version, string? driverOrigin, bool none) = Driver(driver);
        (ImmutableArray<GpuArchitecture> list, string? gpusOrigin) = Gpus(gpus);
        return new HardwareOverride(version, driverOrigin, none, list, gpusOrigin);
    }

    /// <summary>Reads an architecture as people write it: <c>sm_86</c>, <c>8.6</c>, <c>gfx1100</c>, <c>arc-b</c>.</summary>
    public static bool TryParseGpu(string text, [NotNullWhen(true)] out GpuArchitecture? architecture)
    {
        string trimmed = text.Trim();
        architecture = NvidiaSmi.Capability(trimmed);
        if (architecture is not null) return true;
        // A GPU is not intermediate code: compute_90 says what a wheel has.
        return GpuArchitecture.TryParse(trimmed.ToLowerInvariant(), out architecture) && architecture is not GpuArchitecture.Ptx;
    }

    private (DriverVersion? Version, string? Origin, bool None) Driver(string? option)
    {
        if (option is not null) return (Version(option, "--driver"), "`--driver`", false);
        if (Set("LTT_DRIVER") is { } ours) return (Version(ours, "LTT_DRIVER"), "`LTT_DRIVER`", false);
        if (Set("UV_CUDA_DRIVER_VERSION") is { } uv) return (Version(uv, "UV_CUDA_DRIVER_VERSION"), "`UV_CUDA_DRIVER_VERSION`", false);
        if (Set("NV_VARIANT_PROVIDER_FORCE_CUDA_DRIVER_VERSION") is { } variant) return FromCuda(variant, "NV_VARIANT_PROVIDER_FORCE_CUDA_DRIVER_VERSION");
        string? conda = variable("CONDA_OVERRIDE_CUDA");
        if (conda is null) return (null, null, false);
        // conda's own meaning of the empty value: there is no CUDA here.
        return conda.Trim().Length == 0 ? (null, "`CONDA_OVERRIDE_CUDA`", true) : FromCuda(conda, "CONDA_OVERRIDE_CUDA");
    }

    private (ImmutableArray<GpuArchitecture> Gpus, string? Origin) Gpus(ImmutableArray<string> option)
    {
        if (!option.IsDefaultOrEmpty) return (List(option, "--gpu"), "`--gpu`");
        foreach (string name in (string[])["LTT_GPU", "UV_AMD_GPU_ARCHITECTURE", "NV_VARIANT_PROVIDER_FORCE_SM_ARCH", "ROCM_BOOTSTRAP_FORCE_GFX_ARCH"])
        {
            if (Set(name) is not { } value) continue;
            return (List([.. value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)], name), $"`{name}`");
        }

        return (default, null);
    }

    private (DriverVersion? Version, string? Origin, bool None) FromCuda(string value, string name) =>
        CudaToolkits.Driver(Version(value, name), windows) is { } driver
            ? (driver, $"`{name}`", false)
            : throw Invalid($"`{name}` names CUDA {value.Trim()}, which is older than any driver that is known here");

    private static ImmutableArray<GpuArchitecture> List(ImmutableArray<string> values, string name) =>
    [
        .. values.Select(value => TryParseGpu(value, out GpuArchitecture? architecture)
            ? architecture
            : throw Invalid($"`{name}` names no GPU architecture: `{value}`", "NVIDIA: `sm_86` or `8.6`; AMD: `gfx1100`; Intel: `arc-b`")),
    ];

    private static DriverVersion Version(string value, string name) =>
        DriverVersion.TryParse(value, out DriverVersion? version)
            ? version
            : throw Invalid($"`{name}` is no version: `{value}`", "a version looks like `580.95.05`");

    private static LttException Invalid(string message, params ImmutableArray<string> hints) =>
        new(new Diagnostic(DiagnosticCode.InvalidSetting, Severity.Error, message) { Hints = hints }, ExitCode.Usage);

    private string? Set(string name) => variable(name) is { } value && value.Trim().Length > 0 ? value : null;
}
