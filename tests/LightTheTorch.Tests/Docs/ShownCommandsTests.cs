using LightTheTorch.Diagnostics;
using LightTheTorch.Tests.Cli;
using LightTheTorch.Tests.Hardware;

namespace LightTheTorch.Tests.Docs;

/// <summary>
/// Every command that a page shows is run: in blocks by <see cref="DocumentationTests"/> and <see cref="TeamToolsTests"/>, in sentences here, and the others where
/// <see cref="CommandsElsewhere"/> says. A new one that none of them knows fails.
/// </summary>
public sealed class ShownCommandsTests : IDisposable
{
    // What stands for a word of the reader's.
    private static readonly Dictionary<string, string> s_examples = new() { ["NAME"] = "filelock", ["BACKEND"] = "cu126", ["A"] = "cpu", ["B"] = "cu118", ["cu126"] = "cu118" };

    private readonly InProcess _cli = new() { Machine = FixtureMachine.Load("gtx1080ti-driver580") };

    /// <summary>Commands of <c>ltt</c> in sentences that are more than its name and run in a project with locks.</summary>
    public static TheoryData<string> InSentences =>
        [.. ShownCommand.ReadAll().Where(command => command.IsInline && IsOurs(command.Text) && !IsName(command.Text) && !CommandsElsewhere.All.ContainsKey(command.Text)).Select(command => command.Text).Distinct().Order(StringComparer.Ordinal)];

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void Commands_AreRunSomewhere()
    {
        ShownCommand[] unknown = [.. ShownCommand.ReadAll().Where(command => !CommandsElsewhere.All.ContainsKey(command.Text) && !IsActedOut(command))];
        Assert.True(unknown.Length == 0, $"no test runs:\n{string.Join('\n', unknown.AsEnumerable())}");
    }

    [Fact]
    public void CommandsElsewhere_AreShownAndAreThere()
    {
        string[] shown = [.. ShownCommand.ReadAll().Select(command => command.Text)];
        Assert.All(CommandsElsewhere.All, entry =>
        {
            Assert.Contains(entry.Key, shown);
            Assert.Contains(entry.Value.Marker, File.ReadAllText(RepoRoot.At(entry.Value.File.Split('/'))), StringComparison.Ordinal);
            Assert.NotEqual("", entry.Value.Why);
        });
    }

    [Theory]
    [InlineData("    $ ltt lock", "ltt lock")]
    [InlineData("          - run: ltt sync --backend cpu", "ltt sync --backend cpu")]
    [InlineData("    LTT_INDEX=index dotnet run", "LTT_INDEX=index dotnet run")]
    [InlineData("see `ltt why NAME` and `pip`", "ltt why NAME")]
    [InlineData("    ltt sync 3895 ms", null)]
    [InlineData("the `--json` of `ltt`", null)]
    public void Read_FindsCommands(string line, string? expected) => Assert.Equal(expected, ShownCommand.Read("x.md", line + "\n").SingleOrDefault()?.Text);

    [Theory]
    [MemberData(nameof(InSentences))]
    public async Task InSentence_Runs(string command)
    {
        _cli.Environment["LTT_MIRROR"] = RepoRoot.At("fixtures", "index");
        _cli.Environment["LTT_CACHE_DIR"] = Path.Combine(_cli.Folder, "cache");
        _cli.Write("requirements.txt", "torch>=2.6\n");
        _cli.Write("ltt.toml", "backends = [\"cpu\", \"cu118\"]\npython = \"3.12\"\nplatforms = \"linux_x86_64\"\n");
        (await _cli.RunAsync("lock")).MustBeDone();
        Git("init", "-q");
        Git("add", ".");
        Git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "locks");
        CliAnswer answer = await _cli.RunAsync([.. command.Split(' ')[1..].Select(word => s_examples.GetValueOrDefault(word, word))]);
        Assert.True(answer.ExitCode == ExitCode.Done, $"{command}\n{answer}");
    }

    private static bool IsOurs(string command) => command.StartsWith("ltt ", StringComparison.Ordinal);

    private static bool IsName(string command) => IsOurs(command) && AllCommands.Of().Contains(command["ltt ".Length..]);

    private static bool IsActedOut(ShownCommand command) => command.IsInline
        ? IsOurs(command.Text)
        : (DocumentationTests.Pages.Any(row => row.Data == command.Page) && (IsOurs(command.Text) || command.Text.StartsWith("cat ", StringComparison.Ordinal)));

    private void Git(params string[] words)
    {
        using System.Diagnostics.Process git = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("git", words) { WorkingDirectory = _cli.Folder })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
