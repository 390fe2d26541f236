using System.Text.Json;
using LightTheTorch.Cli.Commands;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.Tests.Cli;

/// <summary>What a shell is told about the rest of a word. The shells themselves are tried end to end.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly InProcess _cli = new();

    public static TheoryData<string> Shells => [.. CompletionCommand.Shells];

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("ltt loc", "lock")]
    [InlineData("ltt lock --back", "--backends")]
    [InlineData("ltt cache cl", "clean")]
    [InlineData("ltt lock --backends cu12", "cu126")]
    [InlineData("ltt lock -b cpu,cu12", "cpu,cu126")]
    [InlineData("ltt tree --backend cp", "cpu")]
    [InlineData("ltt sync --backend au", "auto")]
    [InlineData("ltt verify --backend au", "auto")]
    [InlineData("ltt why-not cu12", "cu126")]
    [InlineData("ltt lock --platforms linux_x86_64,win_", "linux_x86_64,win_amd64")]
    [InlineData("ltt lock --channel nigh", "nightly")]
    [InlineData("ltt lock --resolution lowest-", "lowest-direct")]
    [InlineData("ltt lock --format py", "pylock")]
    [InlineData("ltt export --format ", "cyclonedx")]
    [InlineData("ltt completion fi", "fish")]
    public async Task Suggest_KnowsTheRestOfTheWord(string line, string expected)
    {
        CliAnswer answer = await _cli.RunAsync($"[suggest:{line.Length}]", line);
        answer.MustBeDone();
        Assert.Contains(expected, answer.Output.Split('\n'));
    }

    [Theory]
    [InlineData("ltt lock -b cpu,cp", "cpu,cpu")] // it is there already
    [InlineData("ltt export --format ", "pylock")]
    public async Task Suggest_OffersNothingElse(string line, string not) =>
        Assert.DoesNotContain(not, (await _cli.RunAsync($"[suggest:{line.Length}]", line)).Output.Split('\n'));

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Completion_PrintsAScript(string shell)
    {
        CliAnswer answer = await _cli.RunAsync("completion", shell);
        answer.MustBeDone();
        Assert.Contains("[suggest:", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', answer.Output);
        CliAnswer json = await _cli.RunAsync("completion", shell, "--json");
        Assert.Equal(answer.Output, JsonDocument.Parse(json.Output).RootElement.GetProperty("script").GetString());
    }

    [Fact]
    public async Task Completion_KnowsNoOtherShell()
    {
        CliAnswer answer = await _cli.RunAsync("completion", "tcsh");
        Assert.Equal(ExitCode.Usage, answer.ExitCode);
        Assert.Contains("'powershell'", answer.Talk, StringComparison.Ordinal);
    }
}
