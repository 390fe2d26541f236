using System.Runtime.InteropServices;
using System.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.Text;
using static LightTheTorch.Requirements.Files.LogicalLine;

namespace LightTheTorch.Requirements.Files;

/// <summary>Collects the runs of one logical line; what it makes is trimmed, without its comment, and has its variables replaced.</summary>
internal sealed class LogicalLineBuilder(SourceText source)
{
    private readonly StringBuilder _text = new();
    private readonly List<Piece> _pieces = [];

    public bool IsEmpty => _pieces.Count == 0;

    public void Copy(TextSpan span)
    {
        _pieces.Add(new Piece(_text.Length, span, IsVerbatim: true));
        _text.Append(source.Text, span.Start, span.Length);
    }

    public void Insert(string value, TextSpan from)
    {
        _pieces.Add(new Piece(_text.Length, from, IsVerbatim: false));
        _text.Append(value);
    }

    public LogicalLine? Build(int number, IReadOnlyDictionary<string, string> variables)
    {
        string text = _text.ToString();
        TextSpan kept = WithoutComment(text);
        return kept.Length == 0 ? null : Replace(text, kept, number, variables);
    }

    // A comment starts at a '#' that is first or follows white space; '#' inside a URL is no comment.
    private static TextSpan WithoutComment(string text)
    {
        int end = text.Length;
        for (int i = text.IndexOf('#', StringComparison.Ordinal); i >= 0; i = text.IndexOf('#', i + 1))
        {
            if (i > 0 && !IsSpace(text[i - 1])) continue;
            end = i;
            break;
        }

        int start = 0;
        while (start < end && IsSpace(text[start])) start++;
        while (end > start && IsSpace(text[end - 1])) end--;
        return TextSpan.FromBounds(start, end);
    }

    // Only ${UPPER_CASE_1} is a variable, and one that is unset or empty stays as it is written.
    private LogicalLine Replace(string text, TextSpan kept, int number, IReadOnlyDictionary<string, string> variables)
    {
        LogicalLineBuilder line = new(source);
        int at = kept.Start;
        int from = kept.Start;
        while (at < kept.End && text.IndexOf("${", at, kept.End - at, StringComparison.Ordinal) is var open and >= 0)
        {
            int close = open + 2;
            while (close < kept.End && (char.IsAsciiLetterUpper(text[close]) || char.IsAsciiDigit(text[close]) || text[close] == '_')) close++;
            at = close;
            if (close == open + 2 || close == kept.End || text[close] != '}') continue;
            if (!variables.TryGetValue(text[(open + 2)..close], out string? value) || value.Length == 0) continue;
            CopyTo(line, from, open);
            line.Insert(value, TextSpan.FromBounds(SourceOf(open), SourceOf(close) + 1));
            at = from = close + 1;
        }

        CopyTo(line, from, kept.End);
        return new LogicalLine(source, number, line._text.ToString(), [.. line._pieces]);
    }

    private void CopyTo(LogicalLineBuilder line, int start, int end)
    {
        for (int i = IndexAt(start); i < _pieces.Count && _pieces[i].Start < end; i++)
        {
            Piece piece = _pieces[i];
            int pieceEnd = i + 1 < _pieces.Count ? _pieces[i + 1].Start : _text.Length;
            int left = Math.Max(start, piece.Start);
            int right = Math.Min(end, pieceEnd);
            if (left >= right) continue;
            if (piece.IsVerbatim) line.Copy(new TextSpan(piece.Source.Start + left - piece.Start, right - left));
            else line.Insert(_text.ToString(left, right - left), piece.Source);
        }
    }

    private int SourceOf(int offset)
    {
        Piece piece = _pieces[IndexAt(offset)];
        return piece.IsVerbatim ? piece.Source.Start + offset - piece.Start : piece.Source.Start;
    }

    private int IndexAt(int offset) => Piece.IndexAt(CollectionsMarshal.AsSpan(_pieces), offset);

    // Python counts the four separators of ASCII as white space, .NET does not.
    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';
}
