using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Text;

namespace LightTheTorch.Requirements.Files;

/// <summary>
/// One line of a requirements file as pip sees it: continuation lines joined, the comment gone, <c>${VARIABLES}</c> replaced.
/// It remembers where each character came from.
/// </summary>
public sealed class LogicalLine
{
    private readonly ImmutableArray<Piece> _pieces;

    internal LogicalLine(SourceText source, int number, string text, ImmutableArray<Piece> pieces)
    {
        Source = source;
        Number = number;
        Text = text;
        _pieces = pieces;
    }

    public SourceText Source { get; }

    /// <summary>The number of the first physical line, 1-based: the one that pip names.</summary>
    public int Number { get; }

    public string Text { get; }

    public SourceLocation Locate(int offset) => Source.Locate(ToSource(new TextSpan(offset, 0)).Start);

    /// <summary>The part of the file that a part of this line was made from.</summary>
    public TextSpan ToSource(TextSpan span)
    {
        int start = ToSource(span.Start, end: false);
        return span.Length == 0 ? new TextSpan(start, 0) : TextSpan.FromBounds(start, Math.Max(start, ToSource(span.End - 1, end: true)));
    }

    /// <summary>A part of this line as the file has it: variables are not replaced there, so that no secret of theirs gets into a message.</summary>
    public string Written(TextSpan span)
    {
        const int Longest = 200;
        TextSpan source = ToSource(span);
        string written = Source.Text.Substring(source.Start, Math.Min(source.Length, Longest)).ReplaceLineEndings(" ");
        return Secrets.Mask(source.Length > Longest ? written + "..." : written);
    }

    public Diagnostic ErrorAt(TextSpan span, DiagnosticCode code, string message, params ImmutableArray<string> hints) =>
        Source.ErrorAt(ToSource(span), code, WithoutValues(message), [.. hints.Select(WithoutValues)]);

    // A parser quotes the text that it was given; where a variable stood, its name is shown and not its value.
    private string WithoutValues(string message)
    {
        HashSet<string> seen = []; // a line may name the same few variables a hundred thousand times
        for (int i = 0; i < _pieces.Length; i++)
        {
            Piece piece = _pieces[i];
            int end = i + 1 < _pieces.Length ? _pieces[i + 1].Start : Text.Length;
            string written = Source.Text.Substring(piece.Source.Start, piece.Source.Length);
            if (!piece.IsVerbatim && end > piece.Start && written.StartsWith("${", StringComparison.Ordinal) && seen.Add(written))
            {
                message = message.Replace(Text[piece.Start..end], written, StringComparison.Ordinal);
            }
        }

        return message;
    }

    // Where the character at the offset begins in the file, or where it ends there.
    private int ToSource(int offset, bool end)
    {
        Piece piece = _pieces[Piece.IndexAt(_pieces.AsSpan(), offset)];
        if (!piece.IsVerbatim) return end ? piece.Source.End : piece.Source.Start;
        return piece.Source.Start + Math.Min(offset - piece.Start, piece.Source.Length) + (end ? 1 : 0);
    }

    /// <summary>A run of the line: characters copied from the file, or the value of a variable that is named there.</summary>
    internal readonly record struct Piece(int Start, TextSpan Source, bool IsVerbatim)
    {
        /// <summary>The piece that covers the offset; an empty piece covers nothing.</summary>
        public static int IndexAt(ReadOnlySpan<Piece> pieces, int offset)
        {
            int low = 0;
            int high = pieces.Length - 1;
            while (low < high)
            {
                int middle = (low + high + 1) / 2;
                if (pieces[middle].Start <= offset) low = middle;
                else high = middle - 1;
            }

            return low;
        }
    }
}
