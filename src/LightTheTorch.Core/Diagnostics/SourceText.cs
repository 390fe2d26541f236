using System.Collections.Immutable;
using LightTheTorch.Text;

namespace LightTheTorch.Diagnostics;

/// <summary>A file of the user's, held so that an offset into it can become a line, a column and a picture of the place.</summary>
public sealed class SourceText
{
    private const int LongestExcerpt = 160;

    private readonly ImmutableArray<TextSpan> _lines;

    private SourceText(string path, string text, ImmutableArray<TextSpan> lines)
    {
        Path = path;
        Text = text;
        _lines = lines;
    }

    /// <summary>The file as the user named it.</summary>
    public string Path { get; }

    public string Text { get; }

    /// <summary>The lines without their ends, in order; at least one.</summary>
    public ImmutableArray<TextSpan> Lines => _lines;

    /// <summary>Lines as editors count them: <c>\n</c>, <c>\r\n</c> and <c>\r</c> end one.</summary>
    public static SourceText Of(string path, string text) => new(path, text, Cut(text, static c => c is '\n' or '\r'));

    /// <summary>Lines as Python's <c>str.splitlines</c> counts them, and therefore pip: vertical tabs and their like end one too.</summary>
    public static SourceText OfPython(string path, string text) => new(path, text, Cut(
        text,
        static c => c is (>= '\n' and <= '\r') or (>= '\x1c' and <= '\x1e') or '\x85' or '\u2028' or '\u2029'));

    public SourceLocation Locate(int offset)
    {
        int line = LineAt(offset);
        return new SourceLocation(Path, line + 1, offset - _lines[line].Start + 1);
    }

    /// <summary>Something to say about a part of this text; the caret covers the part that lies on its first line.</summary>
    public Diagnostic At(TextSpan span, DiagnosticCode code, Severity severity, string message, params ImmutableArray<string> hints)
    {
        TextSpan line = _lines[LineAt(span.Start)];
        int start = Math.Min(span.Start, line.End);
        int end = Math.Clamp(span.End, start, line.End);
        // Nobody reads a line of a megabyte, and no terminal should be made to show one.
        int left = line.Length <= LongestExcerpt ? line.Start : Math.Max(line.Start, start - (LongestExcerpt / 4));
        int right = Math.Min(line.End, left + LongestExcerpt);
        return new Diagnostic(code, severity, message, Locate(start))
        {
            Excerpt = (Secrets.Mask(Text[left..right]), TextSpan.FromBounds(start - left, Math.Min(end, right) - left)),
            Hints = hints,
        };
    }

    public Diagnostic ErrorAt(TextSpan span, DiagnosticCode code, string message, params ImmutableArray<string> hints) =>
        At(span, code, Severity.Error, message, hints);

    private int LineAt(int offset)
    {
        int low = 0;
        int high = _lines.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_lines[middle].Start <= offset) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    private static ImmutableArray<TextSpan> Cut(string text, Func<char, bool> ends)
    {
        ImmutableArray<TextSpan>.Builder lines = ImmutableArray.CreateBuilder<TextSpan>();
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (!ends(text[i])) continue;
            lines.Add(TextSpan.FromBounds(start, i));
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n') i++;
            start = i + 1;
        }

        lines.Add(TextSpan.FromBounds(start, text.Length));
        return lines.ToImmutable();
    }
}
