using System.CommandLine;
using System.Text.RegularExpressions;
using LightTheTorch.Cli;
using LightTheTorch.Diagnostics;
using LightTheTorch.Tests.Cli;

namespace LightTheTorch.Tests.Docs;

/// <summary>The hooks for pre-commit and the workflow of <c>docs/ci.md</c> run: their commands are tried in a project whose locks are right, and wrong.</summary>
public sealed partial class TeamToolsTests : IDisposable
{
    private const string Project = """
        [project]
        name = "vision"
        version = "1.0"
        dependencies = ["torch>=2.6"]

        [tool.ltt]
        backends = ["cpu", "cu118"]
        python = "3.12"
        platforms = "linux_x86_64"
        """;

    private readonly InProcess _cli = new();

    public TeamToolsTests() => _cli.Environment["LTT_MIRROR"] = RepoRoot.At("fixtures", "index");

    public static TheoryData<string> Hooks => [.. Fields("id")];

    public void Dispose() => _cli.Dispose();

    [Theory]
    [MemberData(nameof(Hooks))]
    public async Task Hook_Runs(string id)
    {
        string[] entry = Fields("entry")[Array.IndexOf(Fields("id"), id)].Split(' ');
        Assert.Equal("ltt", entry[0]);
        _cli.Write("pyproject.toml", Project);
        (await _cli.RunAsync("lock")).MustBeDone();
        string before = await File.ReadAllTextAsync(Path.Combine(_cli.Folder, "requirements.cpu.txt"), TestContext.Current.CancellationToken);
        (await _cli.RunAsync(entry[1..])).MustBeDone();
        Assert.Equal(before, await File.ReadAllTextAsync(Path.Combine(_cli.Folder, "requirements.cpu.txt"), TestContext.Current.CancellationToken));

        _cli.Write("pyproject.toml", Project.Replace("torch>=2.6", "torch>=2.7", StringComparison.Ordinal));
        CliAnswer answer = await _cli.RunAsync(entry[1..]);
        string after = await File.ReadAllTextAsync(Path.Combine(_cli.Folder, "requirements.cpu.txt"), TestContext.Current.CancellationToken);
        // pre-commit fails a hook for its exit code, or because files changed.
        Assert.True(answer.ExitCode == ExitCode.OutOfDate ? before == after : before != after, answer.ToString());
    }

    [Theory]
    [InlineData("pyproject.toml", true)]
    [InlineData("ltt.toml", true)]
    [InlineData("service/requirements.in", true)]
    [InlineData("requirements.cu126.txt", true)]
    [InlineData("constraints-ci.txt", true)]
    [InlineData("pylock.cpu.toml", true)]
    [InlineData("environment.yml", true)]
    [InlineData("README.md", false)]
    [InlineData("src/requirements.py", false)]
    public void Hook_IsAskedAboutInputsAndLocks(string file, bool asked) => Assert.All(Fields("files"), pattern => Assert.Equal(asked, Regex.IsMatch(file, pattern, RegexOptions.NonBacktracking)));

    [Fact]
    public void Hooks_HaveWhatPreCommitNeeds()
    {
        foreach (string field in (string[])["name", "description", "language", "pass_filenames"]) Assert.Equal(Fields("id").Length, Fields(field).Length);
        Assert.All(Fields("language"), language => Assert.Equal("system", language));
        Assert.All(Fields("pass_filenames"), value => Assert.Equal("false", value));
    }

    [Fact]
    public async Task Workflow_Runs()
    {
        string page = await File.ReadAllTextAsync(RepoRoot.At("docs", "ci.md"), TestContext.Current.CancellationToken);
        string[] commands = [.. Run().Matches(page).Select(match => match.Groups[1].Value)];
        Assert.Contains("lock --check", commands);
        _cli.Write("pyproject.toml", Project);
        (await _cli.RunAsync("lock")).MustBeDone();
        Git("init", "-q");
        Git("add", ".");
        Git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "locks");
        foreach (string command in commands)
        {
            // What needs an environment is only read here; the end-to-end tests of `ltt sync` and `ltt verify` run it.
            ParseResult parsed = AllCommands.Root().Parse(command);
            UsageErrors.Check(parsed);
            if (parsed.CommandResult.Command.Name is not ("sync" or "verify")) (await _cli.RunAsync(command.Split(' '))).MustBeDone();
        }
    }

    private static string[] Fields(string name) =>
        [.. File.ReadAllLines(RepoRoot.At(".pre-commit-hooks.yaml")).Select(line => line.TrimStart('-', ' ')).Where(line => line.StartsWith(name + ": ", StringComparison.Ordinal)).Select(line => line[(name.Length + 2)..])];

    private void Git(params string[] words)
    {
        using System.Diagnostics.Process git = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("git", words) { WorkingDirectory = _cli.Folder })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }

    [GeneratedRegex("- run: ltt (.*)", RegexOptions.NonBacktracking)]
    private static partial Regex Run();
}
