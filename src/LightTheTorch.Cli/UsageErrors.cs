using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using LightTheTorch.Diagnostics;
using LightTheTorch.Text;

namespace LightTheTorch.Cli;

/// <summary>What is wrong with a command line, in the program's own words.</summary>
internal static class UsageErrors
{
    /// <exception cref="LttException">Anything is wrong.</exception>
    public static void Check(ParseResult parsed)
    {
        CommandResult asked = parsed.CommandResult;
        ImmutableArray<Diagnostic> found =
        [
            .. UnknownOptions(asked).Select(option => NoOption(option, asked.Command)),
            .. asked.Command is RootCommand ? CommandErrors(parsed) : parsed.Errors.Select(error => Diagnostic(Sentence(error.Message), [])),
        ];
        if (found.IsEmpty) return;
        string command = asked.Command is RootCommand ? "ltt" : $"ltt {asked.Command.Name}";
        found = found.SetItem(found.Length - 1, found[^1] with { Hints = [.. found[^1].Hints, $"`{command} --help` lists what there is"] });
        throw new LttException(found, ExitCode.Usage);
    }

    // Without a command there is one thing to say, where the library says that one is missing and complains of every word besides.
    private static IEnumerable<Diagnostic> CommandErrors(ParseResult parsed)
    {
        if (parsed.Errors.Count == 0) return [];
        if (parsed.UnmatchedTokens is not [string word, ..]) return [Diagnostic("no command was given", [])];
        if (word.StartsWith('-')) return [NoOption(word, parsed.RootCommandResult.Command)];
        return [Diagnostic($"no such command: `{word}`", Meant(word, parsed.RootCommandResult.Command.Subcommands.Select(command => command.Name)))];
    }

    // An argument that takes any number of words swallows misspelt options too; a file with such a name can be given as `./-name`.
    private static IEnumerable<string> UnknownOptions(CommandResult asked) =>
        asked.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value).Where(word => word is ['-', _, ..]);

    private static Diagnostic NoOption(string option, Command command) =>
        Diagnostic($"no such option: `{option}`", Meant(option.Split('=')[0], command.Options.SelectMany(known => known.Aliases.Prepend(known.Name))));

    private static ImmutableArray<string> Meant(string word, IEnumerable<string> known) => [.. Nearest.To(word, known, limit: 1).Select(near => $"did you mean `{near}`?")];

    private static Diagnostic Diagnostic(string message, ImmutableArray<string> hints) => new(DiagnosticCode.InvalidUsage, Severity.Error, message) { Hints = hints };

    // The library's messages are sentences; ours are lower case without a full stop.
    private static string Sentence(string message) => char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.');
}
