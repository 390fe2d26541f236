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
    private const int LongestLine = 2000;

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
            string before = Printable(excerpt.Line[..excerpt.Span.Start]), meant = Printable(excerpt.Line[excerpt.Span.Start..excerpt.Span.End]);
            Line(console, "    " + excerpt.Line);
            Line(console, "    " + Padding(before) + new string('^', Math.Max(1, meant.Length)));
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
    public static void Line(IAnsiConsole console, string text) => console.Profile.Out.Writer.WriteLine(Shortened(Printable(text)));

    /// <inheritdoc cref="Line(IAnsiConsole, string)"/>
    public static void Line(TextWriter output, string text) => output.WriteLine(Printable(text));

    /// <summary>
    /// Control characters, which could move the cursor or recolour the terminal, and marks without a shape, which could turn the text around or make two names
    /// look alike, are shown as <c>\u001b</c>; new lines and tabs stay.
    /// </summary>
    public static string Printable(string text)
    {
        if (!text.Any(IsUnprintable)) return text;
        return string.Concat(text.Select(c => IsUnprintable(c) ? $"\\u{(int)c:x4}" : c.ToString()));
    }

    // A name, a version or an address of a stranger may have a megabyte; what stands around it is what is to be read.
    private static string Shortened(string text) => text.Length <= LongestLine ? text : string.Join('\n', text.Split('\n').Select(line =>
        line.Length <= LongestLine ? line : $"{line.AsSpan(0, LongestLine / 2)}… ({line.Length - LongestLine} more characters) …{line.AsSpan(line.Length - (LongestLine / 2))}"));

    private static bool IsUnprintable(char c) => c is not ('\n' or '\t')
        && char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // Tabs stay tabs, so that the caret stands under its character whatever the tab width is.
    private static string Padding(string shown) => string.Concat(shown.Select(c => c == '\t' ? '\t' : ' '));
}
