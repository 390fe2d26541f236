using System.Text;
using System.Text.RegularExpressions;
using LightTheTorch.Diagnostics;
using LightTheTorch.Tests.Cli;

namespace LightTheTorch.Tests.Docs;

/// <summary>
/// README and each page under <c>docs</c> is acted out from top to bottom in a folder of its own: the files it shows are written, the commands behind <c>$</c> are
/// run, and what it says they print must be what they print.
/// </summary>
public sealed partial class DocumentationTests
{
    /// <summary>Options in the text that are another program's.</summary>
    private static readonly string[] s_othersOptions = ["--gpus", "--no-deps", "--require-hashes", "--hash", "--extra-index-url", "--find-links", "--no-index", "--project", "--force", "--fill"];

    public static TheoryData<string> Pages => ["README.md", .. Directory.GetFiles(RepoRoot.At("docs"), "*.md").Select(path => "docs/" + Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_IsTrue(string page)
    {
        using InProcess cli = new();
        cli.Environment["LTT_MIRROR"] = RepoRoot.At("fixtures", "index");
        foreach (DocumentedStep step in DocumentedStep.Read(page, await File.ReadAllTextAsync(RepoRoot.At(page), TestContext.Current.CancellationToken)))
        {
            if (step is DocumentedStep.File file) cli.Write(file.Name, file.Text);
            else if (step is DocumentedStep.Command command && !CommandsElsewhere.All.ContainsKey(command.Text)) await RunAsync(cli, command);
        }
    }

    [Fact]
    public void Links_LeadSomewhere()
    {
        string[] pages = [RepoRoot.At("packaging", "README.md"), .. Pages.Select(row => RepoRoot.At(row.Data))];
        string[] broken = [.. pages.SelectMany(page => Link().Matches(File.ReadAllText(page)).Select(match => match.Groups[1].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, target)))
            .Select(target => $"{page}: {target}"))];
        Assert.Empty(broken);
    }

    [Fact]
    public async Task Options_Exist()
    {
        using InProcess cli = new();
        StringBuilder help = new();
        foreach (string words in AllCommands.OwnWords()) help.Append((await cli.RunAsync([.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"])).Output);
        HashSet<string> known = ["--pcb", "--pytorch-computation-backend", "--pytorch-channel", .. Option().Matches(help.ToString()).Select(match => match.Value), .. s_othersOptions];
        Assert.All(Pages, row =>
        {
            string[] unknown = [.. Option().Matches(File.ReadAllText(RepoRoot.At(row.Data))).Select(match => match.Value).Except(known)];
            Assert.Empty(unknown);
        });
    }

    [GeneratedRegex("--[a-z][a-z-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Option();

    [GeneratedRegex(@"\]\(([^)]+)\)", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    private static async Task RunAsync(InProcess cli, DocumentedStep.Command command)
    {
        string[] words = command.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        CliAnswer answer = words switch
        {
            ["ltt", .. string[] arguments] => await cli.RunAsync(arguments),
            ["cat", var name] => new CliAnswer(ExitCode.Done, await File.ReadAllTextAsync(Path.Combine(cli.Folder, name), TestContext.Current.CancellationToken), ""),
            _ => throw new InvalidDataException($"{command}: only `ltt` and `cat` are run here"),
        };

        bool refused = command.Output.Any(line => line.StartsWith("error[", StringComparison.Ordinal));
        Assert.True(refused || answer.ExitCode is ExitCode.Done, $"{command}\n{answer}");
        string text = answer.Output + answer.Talk;
        int at = 0;
        foreach (string part in command.Output.SelectMany(line => line.Split('…', StringSplitOptions.RemoveEmptyEntries)))
        {
            int found = text.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"{command}: `{part}` is not in what was printed after character {at}:\n{text}");
            at = found + part.Length;
        }
    }
}
