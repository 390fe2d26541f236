using System.Collections.Immutable;

namespace LightTheTorch.IO.Toml;

/// <summary>Where each character of a TOML string's value stands in the string as written, quotes and escapes included.</summary>
internal static class TomlEscapes
{
    /// <param name="written">A valid TOML string literal.</param>
    /// <returns>For each UTF-16 unit of the value its offset in the literal, then the offset of the closing quotes.</returns>
    public static ImmutableArray<int> Offsets(string written)
    {
        ImmutableArray<int>.Builder offsets = ImmutableArray.CreateBuilder<int>(written.Length);
        bool multiLine = written.StartsWith("\"\"\"", StringComparison.Ordinal) || written.StartsWith("'''", StringComparison.Ordinal);
        bool escapes = written[0] == '"';
        int end = written.Length - (multiLine ? 3 : 1);
        int at = multiLine ? 3 : 1;
        // "A newline immediately following the opening delimiter will be trimmed."
        if (multiLine && at < end && written[at] == '\r') at++;
        if (multiLine && at < end && written[at] == '\n') at++;
        while (at < end)
        {
            if (!escapes || written[at] != '\\')
            {
                offsets.Add(at++);
                continue;
            }

            (int length, int units) = Escape(written.AsSpan(at, end - at));
            for (int i = 0; i < units; i++) offsets.Add(at);
            at += length;
        }

        offsets.Add(end);
        return offsets.ToImmutable();
    }

    // How long the escape is, and how many UTF-16 units it stands for; a backslash at the end of a line stands for none.
    private static (int Length, int Units) Escape(ReadOnlySpan<char> text)
    {
        switch (text.Length > 1 ? text[1] : '\\')
        {
            case 'u': return (Math.Min(6, text.Length), 1);
            case 'U': return (Math.Min(10, text.Length), text.Length >= 6 && text[2..6].TrimStart('0').Length > 0 ? 2 : 1);
            case 'x': return (Math.Min(4, text.Length), 1);
            case ' ' or '\t' or '\r' or '\n':
                int blank = 1 + text[1..].IndexOfAnyExcept(" \t\r\n");
                return (blank == 0 ? text.Length : blank, 0);
            default: return (Math.Min(2, text.Length), 1);
        }
    }
}
