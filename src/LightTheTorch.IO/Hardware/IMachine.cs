using System.Collections.Immutable;
using LightTheTorch.Hardware;
using LightTheTorch.IO.Python;
using LightTheTorch.Targets;

namespace LightTheTorch.IO.Hardware;

/// <summary>All that probes touch of a machine, so that any machine can be a folder of files. Paths are absolute, as the machine has them.</summary>
public interface IMachine
{
    TargetOs Os { get; }

    /// <summary>The processor of the machine itself, whatever this process is built for.</summary>
    Processor Processor { get; }

    Processor ProcessProcessor { get; }

    /// <returns>The text, or <see langword="null"/> when there is no such file or it may not be read.</returns>
    string? ReadText(string path);

    /// <returns>The names in a folder, in ordinal order; none when there is no such folder.</returns>
    ImmutableArray<string> List(string folder);

    bool Exists(string path);

    string? Variable(string name);

    /// <returns>What it answered; <see langword="null"/> when there is no such program, or it did not answer in time.</returns>
    Task<ProcessAnswer?> RunAsync(ProcessRequest request, CancellationToken cancellationToken);

    /// <returns>What NVIDIA's management library says; <see langword="null"/> when there is no such library.</returns>
    NvidiaReading? ReadNvml();
}
