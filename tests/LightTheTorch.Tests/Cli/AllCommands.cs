using System.CommandLine;
using LightTheTorch.Cli;
using LightTheTorch.Cli.Commands;
using LightTheTorch.Cli.Help;
using Spectre.Console.Testing;

namespace LightTheTorch.Tests.Cli;

/// <summary>The command tree, for tests that hold for every command.</summary>
internal static class AllCommands
{
    /// <summary>What is typed behind <c>ltt</c> for each command, and the empty words for the program itself.</summary>
    public static IEnumerable<string> Of() => Walk(Root()).Select(ExplainedHelp.Words);

    /// <summary>Those that speak for themselves; the others are pip's.</summary>
    public static IEnumerable<string> OwnWords() => Walk(Root()).Where(command => command is not PipCommand).Select(ExplainedHelp.Words);

    public static RootCommand Root() => Entry.Root(new CommandContext
    {
        Output = TextWriter.Null,
        Talk = new TestConsole(),
        WorkingDirectory = Path.GetTempPath(),
        Environment = new Dictionary<string, string>(),
        Time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(),
    });

    private static IEnumerable<Command> Walk(Command command) => command.Subcommands.SelectMany(Walk).Prepend(command);
}
