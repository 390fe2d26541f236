using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Text;

namespace LightTheTorch.Requirements.Files;

/// <summary>A logical line taken apart: what stands before the first word with a dash, and the options from there on.</summary>
public sealed class FileLine
{
    private FileLine(LogicalLine line, string arguments, ImmutableArray<FileOption> options, ImmutableArray<TextSpan> ignored)
    {
        Line = line;
        Arguments = arguments;
        Options = options;
        Ignored = ignored;
    }

    public LogicalLine Line { get; }

    /// <summary>The requirement as written, trailing blanks included; empty on a line of options.</summary>
    public string Arguments { get; }

    public ImmutableArray<FileOption> Options { get; }

    /// <summary>Words behind an option that pip drops without a word.</summary>
    public ImmutableArray<TextSpan> Ignored { get; }

    // Only the options are split like a shell's words; quotes and backslashes in a marker must stay.
    public static bool TryParse(LogicalLine line, [NotNullWhen(true)] out FileLine? result, [NotNullWhen(false)] out ParseError? error)
    {
        string text = line.Text;
        int options = text.StartsWith('-') ? 0 : text.IndexOf(" -", StringComparison.Ordinal) is var blank and >= 0 ? blank + 1 : text.Length;
        result = null;
        if (!ShellWords.TrySplit(text, options, out ImmutableArray<ShellWords.Word> words, out error)) return false;
        OptionParser parser = new(text, words);
        if (!parser.TryParse(out error)) return false;

        string arguments = options == text.Length ? text : text[..Math.Max(0, options - 1)];
        result = new FileLine(line, arguments, parser.Options, parser.Ignored);
        return true;
    }
}
