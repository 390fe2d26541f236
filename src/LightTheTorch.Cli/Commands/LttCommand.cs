using System.Collections.Immutable;
using System.CommandLine;

namespace LightTheTorch.Cli.Commands;

/// <summary>A command of <c>ltt</c>: every one has <c>--json</c>, <c>-q</c> and <c>-v</c>.</summary>
internal abstract class LttCommand : Command
{
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object on stdout, whatever happens" };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No notes and no summary; errors still speak" };
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Say what is fetched and why" };

    protected LttCommand(string name, string description)
        : base(name, description)
    {
        Options.Add(_json);
        Options.Add(_quiet);
        Options.Add(_verbose);
    }

    public bool WantsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>An option that may be given several times.</summary>
    internal static Option<string[]> List(string name, string description, string helpName, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = helpName };

    /// <summary>The values of an option that also takes several in one word: <c>-b cpu,cu126</c>.</summary>
    internal static ImmutableArray<string> Split(string[]? values) =>
        [.. (values ?? []).SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    /// <summary>A value that was typed, for a command line that a hint shows; empty for none.</summary>
    internal static string Said(string option, string? value) => value is null ? "" : $"{option} {(value.Contains(' ', StringComparison.Ordinal) ? $"\"{value}\"" : value)}";

    protected Speech Speech(ParseResult parsed) => new(parsed.GetValue(_json), parsed.GetValue(_quiet), parsed.GetValue(_verbose));
}

/// <summary>How much a command says, and in which form.</summary>
internal sealed record Speech(bool Json, bool Quiet, bool Verbose);
