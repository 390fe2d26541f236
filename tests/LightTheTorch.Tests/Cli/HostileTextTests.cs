using LightTheTorch.Cli.Rendering;
using LightTheTorch.Diagnostics;
using LightTheTorch.Text;
using Spectre.Console.Testing;

namespace LightTheTorch.Tests.Cli;

/// <summary>What strangers write is shown, and does nothing else to a terminal or to the order of the letters.</summary>
public sealed class HostileTextTests
{
    [Theory]
    [InlineData("six\u202e >= = 1", "six\\u202e >= = 1", 3)]
    [InlineData("to\u200brch", "to\\u200brch", 2)]
    [InlineData("a\u001b[31mb\u2066", "a\\u001b[31mb\\u2066", 1)]
    public async Task ARefusal_ShowsMarksThatHaveNoShape(string line, string shown, int column)
    {
        using InProcess cli = new();
        cli.Write("requirements.txt", $"pillow\n{line}\n");
        CliAnswer answer = await cli.LockAsync("cpu", "requirements.txt");
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        string[] talk = answer.Talk.Split('\n');
        Assert.Contains($"`{shown}`", talk[0], StringComparison.Ordinal);
        Assert.Equal($"    {shown}", talk[1]);
        Assert.Equal("    " + new string(' ', column) + "^", talk[2]);
        Assert.DoesNotContain(answer.Talk, c => c != '\n' && (char.IsControl(c) || c > '~'));
    }

    [Fact]
    public async Task ALock_IsShownWithoutItsControlCharacters()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a system whose files may have such names");
        using InProcess cli = new();
        cli.Write("odd\u001b[31m.txt", "six\n");
        (await cli.LockAsync("cpu", "odd\u001b[31m.txt")).MustBeDone();
        CliAnswer answer = await cli.RunAsync("why", "six");
        answer.MustBeDone();
        Assert.Contains("odd\\u001b[31m.txt", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', answer.Output);
    }

    [Fact]
    public void ALine_IsShortenedInItsMiddle()
    {
        using TestConsole console = new();
        DiagnosticRenderer.Write(console, new Diagnostic(DiagnosticCode.NoSolution, Severity.Error, $"the first\nbefore {new string('9', 100_000)} behind\nthe last"));
        string[] lines = console.Output.Split('\n');
        Assert.Equal("error[LTT3001]: the first", lines[0]);
        Assert.StartsWith("before 999", lines[1], StringComparison.Ordinal);
        Assert.Contains("9… (98014 more characters) …9", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("999 behind", lines[1], StringComparison.Ordinal);
        Assert.Equal("the last", lines[2]);
    }

    [Fact]
    public void ACaret_StandsUnderWhatIsShown()
    {
        using TestConsole console = new();
        SourceText source = SourceText.Of("a.txt", "\ta\u202eb\u202ec");
        DiagnosticRenderer.Write(console, source.ErrorAt(new TextSpan(4, 2), DiagnosticCode.InvalidRequirement, "odd"));
        Assert.Equal("error[LTT1001]: a.txt:1:5: odd\n    \ta\\u202eb\\u202ec\n    \t        ^^^^^^^\n", console.Output);
    }
}
