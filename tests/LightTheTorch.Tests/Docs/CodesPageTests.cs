using System.Globalization;
using System.Text.RegularExpressions;
using LightTheTorch.Diagnostics;
using LightTheTorch.Tests.Cli;

namespace LightTheTorch.Tests.Docs;

/// <summary>Whatever the program may say or read has its place in the documentation: codes, variables, and commands in the list of changes.</summary>
public sealed partial class CodesPageTests
{
    [Fact]
    public void Table_HasEveryCode()
    {
        string[] rows = [.. File.ReadAllLines(RepoRoot.At("docs", "codes.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1])];
        Assert.Equal(Enum.GetValues<DiagnosticCode>().Select(code => "LTT" + ((int)code).ToString(CultureInfo.InvariantCulture)), rows);
    }

    [Fact]
    public void Codes_AreThoseOfTheTextsThatNameThem()
    {
        string[] known = [.. Enum.GetValues<DiagnosticCode>().Select(code => "LTT" + ((int)code).ToString(CultureInfo.InvariantCulture))];
        Assert.All(ShownCommand.Pages.SelectMany(page => Code().Matches(File.ReadAllText(RepoRoot.At(page.Split('/'))))), code => Assert.Contains(code.Value, known));
    }

    [Fact]
    public void Variables_AreAllExplained()
    {
        string page = File.ReadAllText(RepoRoot.At("docs", "settings.md"));
        string[] read = [.. Directory.EnumerateFiles(RepoRoot.At("src"), "*.cs", SearchOption.AllDirectories).SelectMany(file => Variable().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct()];
        Assert.Contains("LTT_PYTORCH_CHANNEL", read);
        Assert.All(read, name => Assert.Contains(name, page, StringComparison.Ordinal));
    }

    [Fact]
    public void Changes_AreKeptInTheirForm()
    {
        string text = File.ReadAllText(RepoRoot.At("CHANGELOG.md"));
        string[] versions = [.. Heading().Matches(text).Select(match => match.Groups[1].Value)];
        Assert.Equal("[Unreleased]", versions[0]);
        Assert.All(versions[1..], version => Assert.Matches(@"^\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$", version));
        Assert.All(versions, version => Assert.Contains($"\n{version.Split(' ')[0]}: https://", text, StringComparison.Ordinal));
        Assert.All(Kind().Matches(text), kind => Assert.Contains(kind.Groups[1].Value, (string[])["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]));
        string[] commands = [.. AllCommands.Of().Where(words => words is not ("" or "cache"))];
        Assert.All(commands, command => Assert.Contains($"`ltt {command}", text, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"LTT\d{4}", RegexOptions.NonBacktracking)]
    private static partial Regex Code();

    [GeneratedRegex("\"(LTT_[A-Z]+(?:_[A-Z]+)*_?)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Variable();

    [GeneratedRegex("^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^### (.+)$", RegexOptions.Multiline)]
    private static partial Regex Kind();
}
