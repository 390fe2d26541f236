using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using LightTheTorch.Text;

namespace LightTheTorch.Wheels;

/// <summary>One row of a wheel's RECORD (PEP 376, PEP 627).</summary>
/// <param name="Path">With forward slashes, relative to site-packages or absolute; whoever follows it must check where it leads.</param>
/// <param name="Hash">Algorithm and URL-safe base64 without padding, <c>sha256=…</c>; null for files that have none, RECORD itself first of all.</param>
/// <param name="Size">In bytes; null when not stated.</param>
public sealed record RecordEntry(string Path, string? Hash, long? Size);

/// <summary>The list of a distribution's files: comma-separated values with <c>"</c> around what needs it, as Python's <c>csv</c> reads them.</summary>
public static class WheelRecord
{
    /// <exception cref="ParseException">See <see cref="TryParse"/>.</exception>
    public static ImmutableArray<RecordEntry> Parse(string text) =>
        TryParse(text, out ImmutableArray<RecordEntry> entries, out ParseError? error) ? entries : throw new ParseException(error);

    /// <summary>Empty lines do not count. A row has one to three fields, for files in the wild leave out trailing commas.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="entries">Its rows in order.</param>
    /// <param name="error">A row has no path, too many fields, a size that is no number, or a quote that nothing closes.</param>
    public static bool TryParse(string text, out ImmutableArray<RecordEntry> entries, [NotNullWhen(false)] out ParseError? error)
    {
        entries = [];
        error = null;
        ImmutableArray<RecordEntry>.Builder rows = ImmutableArray.CreateBuilder<RecordEntry>();
        for (int at = 0; at < text.Length;)
        {
            int start = at;
            if (!TryReadRow(text, ref at, out List<string> fields)) return Fail("RECORD has a quote that is not closed", text, start, out error);
            if (fields is [""]) continue;
            if (fields.Count > 3 || fields[0].Length == 0) return Fail("RECORD has a row that is not `path,hash,size`", text, start, out error);
            long? size = null;
            if (fields.Count == 3 && fields[2].Length > 0)
            {
                if (!long.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out long bytes)) return Fail("RECORD has a size that is no number", text, start, out error);
                size = bytes;
            }

            rows.Add(new RecordEntry(fields[0].Replace('\\', '/'), fields.Count > 1 && fields[1].Length > 0 ? fields[1] : null, size));
        }

        entries = rows.DrainToImmutable();
        return true;
    }

    // row = field (',' field)* '\r'? '\n'      field = '"' ([^"] | '""')* '"' | [^,\r\n]*
    private static bool TryReadRow(string text, ref int at, out List<string> fields)
    {
        fields = [];
        StringBuilder field = new();
        bool quoted = false;
        for (; at < text.Length; at++)
        {
            char c = text[at];
            if (quoted)
            {
                if (c == '"' && at + 1 < text.Length && text[at + 1] == '"') field.Append(text[++at]);
                else if (c == '"') quoted = false;
                else field.Append(c);
                continue;
            }

            if (c == '\n') break;
            if (c == ',')
            {
                fields.Add(field.ToString());
                field.Clear();
                continue;
            }

            if (c == '"' && field.Length == 0) quoted = true;
            else if (c != '\r') field.Append(c);
        }

        at++;
        fields.Add(field.ToString());
        return !quoted;
    }

    private static bool Fail(string message, string text, int start, out ParseError error)
    {
        int end = text.IndexOf('\n', start);
        string line = (end < 0 ? text[start..] : text[start..end]).TrimEnd('\r');
        error = new ParseError(message, line, new TextSpan(0, line.Length));
        return false;
    }
}
