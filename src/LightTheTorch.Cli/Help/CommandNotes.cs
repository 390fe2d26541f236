using System.Collections.Immutable;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.Cli.Help;

/// <summary>What the help of a command says below its options, so that nobody needs another page to work with it.</summary>
internal sealed record CommandNotes
{
    /// <summary>Command lines that work, and what each does.</summary>
    public required ImmutableArray<(string Line, string Does)> Examples { get; init; }

    /// <summary>The exit codes that the command has, besides done, failed and usage.</summary>
    public ImmutableArray<(ExitCode Code, string When)> ExitCodes { get; init; } = [];

    /// <summary>The settings that the command reads, so also their <c>LTT_*</c> variables.</summary>
    public ImmutableArray<string> Settings { get; init; } = [];

    /// <summary>Other variables.</summary>
    public ImmutableArray<(string Name, string Means)> Variables { get; init; } = [];

    /// <summary>What every command has.</summary>
    public static ImmutableArray<(ExitCode Code, string When)> CommonExitCodes { get; } =
    [
        (ExitCode.Done, "done"),
        (ExitCode.Failed, "failed: a file, an index, the disk; what stood there before still stands"),
        (ExitCode.Usage, "the command line, a variable or a file of settings makes no sense"),
    ];

    /// <summary>What every command reads.</summary>
    public static ImmutableArray<(string Name, string Means)> CommonVariables { get; } =
    [
        ("NO_COLOR", "no colours"),
    ];
}
