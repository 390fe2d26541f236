using System.Collections.Immutable;
using LightTheTorch.Torch;

namespace LightTheTorch.Hardware;

/// <summary>
/// What a person states in place of the probes, so that any machine can be asked about from any other. Driver and GPUs are stated apart.
/// </summary>
/// <param name="Driver">Of NVIDIA, which is the only vendor whose backends have a floor.</param>
/// <param name="DriverOrigin">The option or variable that states it.</param>
/// <param name="NoDriver">It is stated that there is no driver, and so no NVIDIA GPU.</param>
/// <param name="Gpus">Empty and not default: it is stated that there is none. Default: nothing is stated.</param>
/// <param name="GpusOrigin">The option or variable that states them.</param>
public sealed record HardwareOverride(
    DriverVersion? Driver, string? DriverOrigin, bool NoDriver, ImmutableArray<GpuArchitecture> Gpus, string? GpusOrigin)
{
    public static HardwareOverride None { get; } = new(null, null, false, default, null);

    public bool IsEmpty => Driver is null && !NoDriver && Gpus.IsDefault;

    public MachineReport Apply(MachineReport report)
    {
        if (!Gpus.IsDefault)
        {
            bool keepsDriver = Gpus.Any(gpu => gpu is GpuArchitecture.Sass);
            report = report with
            {
                Gpus = [.. Gpus.Select(Stated)],
                Driver = keepsDriver ? report.Driver : null,
                Notes = [.. report.Notes, $"the GPUs are as {GpusOrigin} states"],
            };
        }

        if (NoDriver)
        {
            report = report with
            {
                Driver = null,
                Gpus = [.. report.Gpus.Where(gpu => gpu.Vendor != GpuVendor.Nvidia)],
                Notes = [.. report.Notes, $"there is no NVIDIA driver, as {DriverOrigin} states"],
            };
        }
        else if (Driver is not null)
        {
            report = report with
            {
                Driver = new GpuDriver(GpuVendor.Nvidia, Driver, IsStated: true),
                Notes = [.. report.Notes, $"the driver is as {DriverOrigin} states"],
            };
        }

        return report;
    }

    private static Gpu Stated(GpuArchitecture architecture) => new(
        architecture switch
        {
            GpuArchitecture.Gfx => GpuVendor.Amd,
            GpuArchitecture.IntelFamily => GpuVendor.Intel,
            _ => GpuVendor.Nvidia,
        },
        "stated GPU")
    {
        Architecture = architecture,
        IsIntegrated = false,
        IsStated = true,
    };
}
