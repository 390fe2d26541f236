using System.Text.RegularExpressions;

namespace LightTheTorch.Tests.Docs;

/// <summary>A command line that a reader of a page could copy.</summary>
/// <param name="Page">Below the repository.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Text">Without the prompt.</param>
/// <param name="IsInline">It stands in a sentence, behind <c>`</c>; otherwise in a block.</param>
internal sealed partial record ShownCommand(string Page, int Line, string Text, bool IsInline)
{
    public static string[] Pages { get; } =
    [
        "README.md", "CHANGELOG.md", "packaging/README.md", "tests/Benchmarks/README.md",
        .. Directory.GetFiles(RepoRoot.At("docs"), "*.md").Select(path => "docs/" + Path.GetFileName(path)).Order(StringComparer.Ordinal),
    ];

    /// <summary>All of them, on all pages.</summary>
    public static IEnumerable<ShownCommand> ReadAll() => Pages.SelectMany(page => Read(page, File.ReadAllText(RepoRoot.At(page.Split('/')))));

    public static IEnumerable<ShownCommand> Read(string page, string text)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (InBlock().Match(lines[i]) is { Success: true } block) yield return new ShownCommand(page, i + 1, block.Groups[1].Value.Trim(), IsInline: false);
            else if (!lines[i].StartsWith("    ", StringComparison.Ordinal))
                foreach (Match code in InSentence().Matches(lines[i])) yield return new ShownCommand(page, i + 1, code.Groups[1].Value, IsInline: true);
        }
    }

    public override string ToString() => $"{Page}:{Line}: {Text}";

    // Behind a prompt, in a step of a workflow, or beginning as only commands do; what they print begins otherwise.
    [GeneratedRegex(@"^    (?:\$ | *- run: (?!\|)|(?=dotnet |mkdir |git |[A-Z_]+=\S+ ))(.+)$")]
    private static partial Regex InBlock();

    [GeneratedRegex("`((?:ltt|pip|uv|dotnet|python3?|docker|git|sha256sum) [^`]+)`")]
    private static partial Regex InSentence();
}
