using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using LightTheTorch.IO.Inputs;

namespace LightTheTorch.Cli.Help;

/// <summary><c>--help</c>: the library's lists of arguments and options, and below them examples, exit codes and variables.</summary>
internal sealed class ExplainedHelp(HelpAction lists, int width) : SynchronousCommandLineAction
{
    /// <summary>Puts it in the place of the library's help, for the program and all of its commands.</summary>
    /// <param name="root">The program.</param>
    /// <param name="width">Columns of the terminal.</param>
    public static void AddTo(RootCommand root, int width)
    {
        foreach (HelpOption option in root.Options.OfType<HelpOption>())
        {
            if (option.Action is HelpAction lists) option.Action = new ExplainedHelp(lists, Math.Clamp(width, 60, 120));
        }
    }

    /// <summary>Whoever asks for help need not have said anything else.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        lists.MaxWidth = width;
        int code = lists.Invoke(parseResult);
        if (NotesTable.All.TryGetValue(Words(parseResult.CommandResult.Command), out CommandNotes? notes)) Write(parseResult.InvocationConfiguration.Output, notes);
        return code;
    }

    /// <summary>What is typed behind <c>ltt</c> for a command: <c>cache dir</c>.</summary>
    public static string Words(Command command)
    {
        Command? parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? "" : $"{Words(parent)} {command.Name}".Trim();
    }

    private void Write(TextWriter output, CommandNotes notes)
    {
        output.WriteLine("Examples:");
        foreach ((string line, string does) in notes.Examples)
        {
            output.WriteLine($"  {line}");
            foreach (string part in HelpText.Wrap(does, width - 6)) output.WriteLine($"      {part}");
        }

        output.WriteLine();
        HelpText.WriteTable(output, "Exit codes:", [.. CommandNotes.CommonExitCodes.Concat(notes.ExitCodes).Select(row => (((int)row.Code).ToString(CultureInfo.InvariantCulture), row.When))], width);
        output.WriteLine();
        (string, string)[] settings = notes.Settings.IsEmpty
            ? []
            : [(string.Join(", ", notes.Settings.Select(name => SettingKey.Find(name)?.Variable ?? throw new InvalidOperationException($"`{name}` is no setting"))), "settings, also of [tool.ltt] and ltt.toml; options count before variables, variables before files")];
        HelpText.WriteTable(output, "Environment variables:", [.. settings, .. notes.Variables, .. CommandNotes.CommonVariables], width);
        output.WriteLine();
    }
}
