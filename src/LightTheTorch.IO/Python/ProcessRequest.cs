using System.Collections.Immutable;

namespace LightTheTorch.IO.Python;

/// <summary>A program to run, without a shell between.</summary>
/// <param name="FileName">A path, or a name to look for on PATH.</param>
/// <param name="Arguments">Passed as they are.</param>
public sealed record ProcessRequest(string FileName, params ImmutableArray<string> Arguments)
{
    /// <summary>Null: the folder that this process stands in.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Set on top of the inherited variables; null removes one.</summary>
    public ImmutableDictionary<string, string?> Variables { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Written to standard input, which is then closed.</summary>
    public string Input { get; init; } = "";
}

/// <summary>What a program answered: its exit code and all that it wrote, as UTF-8.</summary>
public sealed record ProcessAnswer(int ExitCode, string Output, string Error);
