using System.Collections.Immutable;
using System.Runtime.InteropServices;
using LightTheTorch.Hardware;
using LightTheTorch.IO.Python;
using LightTheTorch.Targets;

namespace LightTheTorch.IO.Hardware;

/// <summary>The machine that this process runs on.</summary>
/// <param name="variables">The environment of the process.</param>
/// <param name="runner">Runs the vendors' tools.</param>
/// <param name="time">Ends a tool that hangs, as they do on a driver in trouble.</param>
public sealed class LocalMachine(IReadOnlyDictionary<string, string> variables, IProcessRunner runner, TimeProvider time) : IMachine
{
    private static readonly TimeSpan s_longestAnswer = TimeSpan.FromSeconds(15);

    public TargetOs Os { get; } = OperatingSystem.IsWindows() ? TargetOs.Windows : OperatingSystem.IsMacOS() ? TargetOs.MacOS : TargetOs.Linux;

    // On Windows the runtime asks IsWow64Process2, which tells the truth to an emulated process too.
    public Processor Processor { get; } = new(RuntimeInformation.OSArchitecture);

    public Processor ProcessProcessor { get; } = new(RuntimeInformation.ProcessArchitecture);

    public string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public ImmutableArray<string> List(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public bool Exists(string path) => Path.Exists(path);

    public string? Variable(string name) => variables.GetValueOrDefault(name);

    public async Task<ProcessAnswer?> RunAsync(ProcessRequest request, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(s_longestAnswer, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await runner.RunAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public NvidiaReading? ReadNvml() => Nvml.Read(Os);
}
