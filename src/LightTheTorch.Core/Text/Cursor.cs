namespace LightTheTorch.Text;

/// <summary>
/// A position in one line of text, and the first error met there. Parsers of dependency specifiers pass it along by reference; each of
/// their methods returns nothing useful once <see cref="Error"/> is set.
/// </summary>
internal ref struct Cursor(string source)
{
    public string Source { get; } = source;

    public int Position { get; set; }

    public ParseError? Error { get; private set; }

    public readonly bool AtEnd => Position >= Source.Length;

    public readonly char Current => AtEnd ? '\0' : Source[Position];

    public readonly ReadOnlySpan<char> Rest => Source.AsSpan(Position);

    /// <summary>Blanks between tokens: spaces and tabs, nothing else.</summary>
    public void SkipBlanks()
    {
        while (Position < Source.Length && Source[Position] is ' ' or '\t') Position++;
    }

    /// <summary>Steps over the character if it is next.</summary>
    public bool Take(char c)
    {
        if (AtEnd || Source[Position] != c) return false;
        Position++;
        return true;
    }

    /// <summary>Steps over the word if it is next and ends there: <c>in</c> but not <c>inside</c>.</summary>
    public bool TakeWord(string word)
    {
        if (!Rest.StartsWith(word, StringComparison.Ordinal) || IsWord(Position + word.Length) || IsWord(Position - 1)) return false;
        Position += word.Length;
        return true;
    }

    /// <summary>The length of the identifier that begins here, or zero: letters, digits, <c>.</c>, <c>_</c>, <c>-</c>, ending at a word's boundary.</summary>
    public readonly int IdentifierLength()
    {
        if (!char.IsAsciiLetterOrDigit(Current) || IsWord(Position - 1)) return 0;
        int end = Position + 1;
        while (end < Source.Length && (char.IsAsciiLetterOrDigit(Source[end]) || Source[end] is '.' or '_' or '-')) end++;
        while (end > Position && IsWord(end - 1) == IsWord(end)) end--;
        return end - Position;
    }

    public string TakeText(int length)
    {
        string text = Source.Substring(Position, length);
        Position += length;
        return text;
    }

    /// <summary>Records an error from <paramref name="start"/> (here, when left out) to <paramref name="end"/> (here), unless one was met before.</summary>
    public void Fail(string message, int? start = null, int? end = null) =>
        Error ??= new ParseError(message, Source, TextSpan.FromBounds(start ?? Position, Math.Max(start ?? Position, end ?? Position)));

    // What Python's \b sees: letters, numbers and the underscore.
    private readonly bool IsWord(int at) =>
        at >= 0 && at < Source.Length && (char.IsLetter(Source[at]) || char.IsNumber(Source[at]) || Source[at] == '_');
}
