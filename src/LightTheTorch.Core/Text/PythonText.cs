namespace LightTheTorch.Text;

/// <summary>What Python's <c>str</c> and <c>re</c> call white space; .NET leaves four separators out.</summary>
public static class PythonText
{
    /// <summary>Python's <c>\s</c>: Unicode white space and the separators U+001C to U+001F.</summary>
    public static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r') or (>= '\x1c' and <= '\x1f') || (c > '\x7f' && char.IsWhiteSpace(c));

    /// <summary>Python's <c>str.strip()</c>.</summary>
    public static ReadOnlySpan<char> Strip(ReadOnlySpan<char> text)
    {
        int start = 0;
        int end = text.Length;
        while (start < end && IsSpace(text[start])) start++;
        while (end > start && IsSpace(text[end - 1])) end--;
        return text[start..end];
    }
}
