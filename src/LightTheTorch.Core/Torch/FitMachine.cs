using System.Collections.Immutable;
using LightTheTorch.Versions;

namespace LightTheTorch.Torch;

/// <summary>What decides which builds run on a machine.</summary>
/// <param name="Platform">The platform's name without a suffix, such as <c>linux_x86_64</c>.</param>
/// <param name="UsesWindowsDriver">Windows, or WSL2, where the driver's number is that of Windows.</param>
/// <param name="Driver">NVIDIA's driver, or <see langword="null"/> when there is none.</param>
/// <param name="Gpus">Every GPU that must be served; those of other vendors than the backend's do not matter.</param>
public sealed record FitMachine(string Platform, bool UsesWindowsDriver, PyVersion? Driver, ImmutableArray<FitGpu> Gpus)
{
    /// <summary>The driver as its vendor writes it, 580.65.06; a version shows no leading zeros.</summary>
    public string DriverText { get; init; } = Driver?.ToString() ?? "";
}
