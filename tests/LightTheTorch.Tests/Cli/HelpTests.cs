using System.CommandLine;
using System.Text.RegularExpressions;
using LightTheTorch.Cli;
using LightTheTorch.Cli.Commands;
using LightTheTorch.Cli.Help;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Inputs;

namespace LightTheTorch.Tests.Cli;

/// <summary>A person can work from <c>--help</c> alone: what it shows is looked at by eye, what it claims is tried.</summary>
public sealed partial class HelpTests : IDisposable
{
    private readonly InProcess _cli = new();

    public static TheoryData<string> Commands => [.. AllCommands.OwnWords()];

    public static TheoryData<string> Examples => [.. NotesTable.All.Values.SelectMany(notes => notes.Examples).Select(example => example.Line).Distinct().Order(StringComparer.Ordinal)];

    public void Dispose() => _cli.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_IsComplete(string command)
    {
        CliAnswer answer = await _cli.RunAsync([.. Words(command), "--help"]);
        answer.MustBeDone();
        foreach (string section in (string[])["Usage:", "Options:", "Examples:", "Exit codes:", "Environment variables:"]) Assert.Contains($"{section}\n", answer.Output, StringComparison.Ordinal);
        Assert.Equal("", answer.Talk);
        Assert.All(answer.Output.Split('\n'), line => Assert.True(line.Length <= 80 || !line.Trim().Contains(' ', StringComparison.Ordinal) || line.StartsWith("  ltt ", StringComparison.Ordinal) || line.StartsWith("  pip ", StringComparison.Ordinal), line));
        // The usage line has the name of the running program, and the library leaves blanks at the ends of lines.
        string text = string.Join('\n', answer.Output.Split('\n').Select(line => line.TrimEnd().Replace("  LightTheTorch.Tests", "  ltt", StringComparison.Ordinal)));
        Snapshot.Match(text, command.Length == 0 ? "ltt" : command.Replace(' ', '-'));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_IsACommandLine(string line)
    {
        string[] words = line.Split(' ');
        if (words[0] == "pip") return;
        Assert.Equal("ltt", words[0]);
        ParseResult parsed = AllCommands.Root().Parse(words[1..]);
        if (parsed.CommandResult.Command is not PipCommand) UsageErrors.Check(parsed);
        Assert.NotSame(parsed.RootCommandResult, parsed.CommandResult);
    }

    [Fact]
    public void Notes_SpeakOfCommandsThatExist() => Assert.Equal(AllCommands.OwnWords().Order(StringComparer.Ordinal), NotesTable.All.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Root_NamesEveryExitCode() =>
        Assert.Equal(Enum.GetValues<ExitCode>(), CommandNotes.CommonExitCodes.Concat(NotesTable.All[""].ExitCodes).Select(row => row.Code));

    [Fact]
    public void Settings_AreReadByNoMoreThanSaid() =>
        Assert.Equal(SettingKey.All.Select(key => key.Name).Order(StringComparer.Ordinal), NotesTable.All.Values.SelectMany(notes => notes.Settings).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Catalogue_IsReadByThoseThatSaySo(string command)
    {
        _cli.Environment["LTT_MIRROR"] = RepoRoot.At("fixtures", "index");
        _cli.Write("requirements.txt", "filelock\n");
        (await _cli.LockAsync("cpu")).MustBeDone();
        _cli.Environment["LTT_CATALOGUE"] = "nowhere.yaml";
        string[] more = command switch
        {
            "lock" or "outdated" => ["-b", "cpu"],
            "why" => ["filelock"],
            "why-not" => ["cpu"],
            "vendor" => ["air"],
            "diff" => ["cpu", "cpu"],
            "completion" => ["bash"],
            "cache clean" or "cache prune" or "cache dir" => ["--cache-dir", "cache"],
            _ => [],
        };
        CliAnswer answer = await _cli.RunAsync([.. Words(command), .. more]);
        Assert.Equal(NotesTable.All[command].Settings.Contains("catalogue"), answer.Talk.Contains("`nowhere.yaml`", StringComparison.Ordinal));
    }

    [Fact]
    public void Variables_AreRead()
    {
        string code = string.Concat(Directory.EnumerateFiles(RepoRoot.At("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}Help{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText));
        // The terminal library heeds NO_COLOR by itself; HTTP_PROXY and the like are read by .NET.
        string[] elsewhere = ["NO_COLOR"];
        string[] named = [.. NotesTable.All.Values.SelectMany(notes => notes.Variables).Concat(CommandNotes.CommonVariables).SelectMany(row => row.Name.Split(", ")).Distinct()
            .Select(name => name.Replace("<HOST>", "", StringComparison.Ordinal)).Where(name => !name.Contains('<', StringComparison.Ordinal)).Except(elsewhere)];
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains($"\"{name}\"", code, StringComparison.Ordinal));
    }

    [Fact]
    public void Help_NamesNoOptionThatDoesNotExist()
    {
        string[] known = [.. Walk(AllCommands.Root()).SelectMany(command => command.Options).Select(option => option.Name)];
        string[] pips = ["--no-index", "--no-deps", "--require-hashes", "--find-links"];
        foreach ((string _, CommandNotes notes) in NotesTable.All)
        {
            string text = string.Join('\n', notes.ExitCodes.Select(row => row.When).Concat(notes.Variables.Select(row => row.Means)).Concat(notes.Examples.Select(example => example.Line)));
            Assert.All(Option().Matches(text).Select(match => match.Value), option => Assert.Contains(option, known.Concat(pips)));
        }
    }

    private static IEnumerable<Command> Walk(Command command) => command.Subcommands.SelectMany(Walk).Prepend(command);

    private static string[] Words(string command) => command.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex("--[a-z][a-z-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Option();
}
