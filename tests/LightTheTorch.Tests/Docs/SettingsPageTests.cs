using System.CommandLine;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Inputs;
using LightTheTorch.Tests.Cli;

namespace LightTheTorch.Tests.Docs;

/// <summary><c>docs/settings.md</c> has every setting that the program knows, and no other.</summary>
public sealed class SettingsPageTests
{
    private static readonly string[] s_lines = File.ReadAllLines(RepoRoot.At("docs", "settings.md"));

    [Fact]
    public void Table_IsThatOfTheProgram()
    {
        string[] rows = [.. s_lines.Where(line => line.StartsWith("| `", StringComparison.Ordinal))];
        Assert.Equal(SettingKey.All.Select(key => $"| `{key.Name}` | `{key.Variable}` | {Value(key)} | {key.Description} |"), rows);
    }

    [Fact]
    public void Settings_AreOptions()
    {
        string[] options = [.. Walk(AllCommands.Root()).SelectMany(command => command.Options).Select(option => option.Name)];
        Assert.All(SettingKey.All.Where(key => key.Name != "inputs"), key => Assert.Contains("--" + key.Name, options));
    }

    [Fact]
    public void Examples_CanBeRead()
    {
        string[] blocks = string.Join('\n', s_lines.Select(line => line.StartsWith("    ", StringComparison.Ordinal) ? line[4..] : line.Length == 0 ? "" : "\0")).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        string[] examples = [.. blocks.Where(block => block.Contains("[tool.ltt", StringComparison.Ordinal)).Select(block => block.Split("$ ")[0])];
        Assert.Equal(2, examples.Length);
        Settings[] read = [.. examples.Select(text => SettingsReader.ParseProject(SourceText.Of("pyproject.toml", text)))];
        Assert.Equal(["cpu", "cu118"], read[0].List("backends"));
        Assert.Equal(2, read[1].Sources.Length);
    }

    private static string Value(SettingKey key) => key.Choices.IsEmpty
        ? key.Kind switch
        {
            SettingKind.Text => "text",
            SettingKind.Flag => "true or false",
            SettingKind.List => "list",
            SettingKind.FlagOrList => "true or a list",
            SettingKind.Paths => "path or paths",
            SettingKind.Places => "paths or addresses",
            _ => throw new System.Diagnostics.UnreachableException(),
        }
        : string.Join(" or ", key.Choices.Select(choice => $"`{choice}`"));

    private static IEnumerable<Command> Walk(Command command) => command.Subcommands.SelectMany(Walk).Prepend(command);
}
