using LightTheTorch.IO.Hardware;
using LightTheTorch.IO.Inputs;
using LightTheTorch.IO.Python;
using Spectre.Console;

namespace LightTheTorch.Cli;

/// <summary>What a command may touch of the world. Everything else it gets as arguments.</summary>
internal sealed record CommandContext
{
    /// <summary>Standard output: data, nothing else.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error: progress, notes, warnings, errors.</summary>
    public required IAnsiConsole Talk { get; init; }

    /// <summary>Absolute; relative paths of the command line start here.</summary>
    public required string WorkingDirectory { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The machine that is asked about; <see langword="null"/>: the one that this runs on.</summary>
    public IMachine? Machine { get; init; }

    /// <summary>Starts programs and reads what they answer; real ones unless a test answers in their place.</summary>
    public IProcessRunner ProcessRunner { get; init; } = new ProcessRunner();

    /// <summary>Starts programs that take over the terminal.</summary>
    public IAttachedRunner AttachedRunner { get; init; } = new AttachedRunner(isInteractive: false);

    /// <summary>The user's files, from the working directory on.</summary>
    public InputContext Inputs => new(new DiskFiles(), WorkingDirectory, Environment);

    public string? Variable(string name) => Environment.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;

    public string FullPath(string path) => Path.GetFullPath(path, WorkingDirectory);
}
