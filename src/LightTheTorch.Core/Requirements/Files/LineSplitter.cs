using LightTheTorch.Diagnostics;
using LightTheTorch.Text;

namespace LightTheTorch.Requirements.Files;

/// <summary>From the text of a requirements file to its logical lines, by the rules of pip's <c>req_file.preprocess</c>.</summary>
public static class LineSplitter
{
    /// <param name="source">The file, cut into lines as Python does.</param>
    /// <param name="variables">The process environment, for <c>${NAME}</c>.</param>
    /// <returns>The lines that say something, in order.</returns>
    public static IEnumerable<LogicalLine> Split(SourceText source, IReadOnlyDictionary<string, string> variables)
    {
        LogicalLineBuilder builder = new(source);
        int first = 0;
        for (int i = 0; i < source.Lines.Length; i++)
        {
            TextSpan line = source.Lines[i];
            if (builder.IsEmpty) first = i + 1;
            bool comment = IsComment(source.Text.AsSpan(line.Start, line.Length));
            bool goesOn = !comment && line.Length > 0 && source.Text[line.End - 1] == '\\';
            // A comment ends a continuation, and the space makes it a comment there too.
            if (comment) builder.Insert(" ", new TextSpan(line.Start, 0));
            builder.Copy(goesOn ? WithoutBackslashes(source.Text, line) : line);
            if (goesOn && i + 1 < source.Lines.Length) continue;
            if (builder.Build(first, variables) is { } made) yield return made;
            builder = new(source);
        }
    }

    /// <summary>A line that stands inside a file of another kind, such as a string of a YAML list; null when it says nothing.</summary>
    /// <param name="source">That file.</param>
    /// <param name="span">Where the text stands in it.</param>
    /// <param name="text">The text, which may be written there in another way.</param>
    /// <param name="variables">The process environment, for <c>${NAME}</c>.</param>
    public static LogicalLine? Only(SourceText source, TextSpan span, string text, IReadOnlyDictionary<string, string> variables)
    {
        LogicalLineBuilder builder = new(source);
        if (source.Text.AsSpan(span.Start, span.Length).SequenceEqual(text)) builder.Copy(span);
        else builder.Insert(text, span);
        return builder.Build(source.Locate(span.Start).Line, variables);
    }

    private static bool IsComment(ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> trimmed = line.TrimStart();
        return trimmed.Length > 0 && trimmed[0] == '#';
    }

    // pip strips them from both ends.
    private static TextSpan WithoutBackslashes(string text, TextSpan line)
    {
        int start = line.Start;
        int end = line.End;
        while (end > start && text[end - 1] == '\\') end--;
        while (start < end && text[start] == '\\') start++;
        return TextSpan.FromBounds(start, end);
    }
}
