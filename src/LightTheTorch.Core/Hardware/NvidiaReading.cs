using System.Collections.Immutable;

namespace LightTheTorch.Hardware;

/// <summary>What NVML or <c>nvidia-smi</c> answered.</summary>
/// <param name="Driver">The driver's number, when it was told.</param>
/// <param name="Devices">Every physical GPU; <c>CUDA_VISIBLE_DEVICES</c> has no say in it.</param>
/// <param name="Failure">Why there is no list, as a clause; <see langword="null"/> when the list is an answer.</param>
/// <param name="IsAbsent">There was nobody to ask.</param>
public sealed record NvidiaReading(DriverVersion? Driver, ImmutableArray<NvidiaDevice> Devices, string? Failure = null, bool IsAbsent = false)
{
    /// <summary>Neither the library nor the tool is there.</summary>
    public static NvidiaReading Absent { get; } = new(null, [], IsAbsent: true);
}
