using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using LightTheTorch.Text;

namespace LightTheTorch.Requirements.Files;

/// <summary>Splits options into words as Python's <c>shlex.split</c> does in POSIX mode: quotes, backslashes, no expansion.</summary>
internal static class ShellWords
{
    /// <summary>Refuses an open quote, and a backslash at the end.</summary>
    public static bool TrySplit(string text, int start, out ImmutableArray<Word> result, [NotNullWhen(false)] out ParseError? error)
    {
        result = [];
        ImmutableArray<Word>.Builder words = ImmutableArray.CreateBuilder<Word>();
        StringBuilder word = new();
        int begun = -1;
        for (int i = start; i < text.Length; i++)
        {
            char c = text[i];
            if (c is ' ' or '\t' or '\r' or '\n')
            {
                if (begun >= 0) words.Add(new Word(word.ToString(), TextSpan.FromBounds(begun, i)));
                word.Clear();
                begun = -1;
                continue;
            }

            if (begun < 0) begun = i;
            if (c is '\'' or '"')
            {
                int open = i;
                if ((i = Quoted(text, i, word)) < 0) return Fail("no closing quotation", text, open, out error);
            }
            else
            {
                if (c == '\\' && ++i == text.Length) return Fail("no escaped character", text, i - 1, out error);
                word.Append(text[i]);
            }
        }

        if (begun >= 0) words.Add(new Word(word.ToString(), TextSpan.FromBounds(begun, text.Length)));
        error = null;
        result = words.ToImmutable();
        return true;
    }

    // The offset of the closing quote, or -1. A backslash escapes only between double quotes, and only itself and the quote.
    private static int Quoted(string text, int open, StringBuilder word)
    {
        char quote = text[open];
        for (int i = open + 1; i < text.Length; i++)
        {
            if (text[i] == quote) return i;
            if (text[i] == '\\' && quote == '"' && i + 1 < text.Length && text[i + 1] is '\\' or '"') i++;
            word.Append(text[i]);
        }

        return -1;
    }

    private static bool Fail(string message, string text, int at, out ParseError error)
    {
        error = new ParseError(message, text, TextSpan.FromBounds(at, text.Length));
        return false;
    }

    /// <summary>One word, with the part of the text that it was written as, quotes included.</summary>
    internal readonly record struct Word(string Value, TextSpan Span);
}
