using System.Globalization;
using LightTheTorch.Diagnostics;
using Spectre.Console;

namespace LightTheTorch.Cli.Rendering;

/// <summary>
/// Lays out diagnostics for a person: severity and code, place and message, the line with carets, then hints.
/// Every part is readable without colour, and control characters of foreign text never reach the terminal.
/// </summary>
internal static class DiagnosticRenderer
{
    public static void Write(IAnsiConsole console, Diagnostic diagnostic)
    {
        (string word, Color color) = diagnostic.Severity switch
        {
            Severity.Error => ("error", Color.Red),
            Severity.Warning => ("warning", Color.Yellow),
            _ => ("note", Color.Blue),
        };
        console.Write($"{word}", new Style(color));
        console.Write($"[{Code(diagnostic.Code)}]: ", new Style(Color.Grey));
        Line(console, diagnostic.ToString());
        if (diagnostic.Excerpt is { } excerpt)
        {
            Line(console, "    " + excerpt.Line);
            Line(console, "    " + Padding(excerpt.Line, excerpt.Span.Start) + new string('^', Math.Max(1, excerpt.Span.Length)));
        }

        foreach (string hint in diagnostic.Hints) Hint(console, hint);
    }

    public static void Hint(IAnsiConsole console, string hint)
    {
        console.Write("hint: ", new Style(Color.Teal));
        Line(console, hint);
    }

    public static string Code(DiagnosticCode code) => "LTT" + ((int)code).ToString("D4", CultureInfo.InvariantCulture);

    /// <summary>Writes text as it is, without wrapping: a message is for grep and for a log as much as for a terminal.</summary>
    public static void Line(IAnsiConsole console, string text) => console.Profile.Out.Writer.WriteLine(Printable(text));

    /// <summary>Control characters, which could move the cursor or recolour the terminal, are shown as <c>\u001b</c>; new lines and tabs stay.</summary>
    public static string Printable(string text)
    {
        if (!text.Any(c => char.IsControl(c) && c is not ('\n' or '\t'))) return text;
        return string.Concat(text.Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? $"\\u{(int)c:x4}" : c.ToString()));
    }

    // Tabs stay tabs, so that the caret stands under its character whatever the tab width is.
    private static string Padding(string line, int length) =>
        string.Concat(line.Take(length).Select(c => c == '\t' ? '\t' : ' ')).PadRight(length);
}
