using System.Text;

namespace LightTheTorch.IO.Http;

/// <summary>The words of a netrc file, one after the other.</summary>
internal sealed class NetrcWords(string text)
{
    private int _at;

    /// <summary>The next word, without its quotes; null at the end.</summary>
    public string? Next()
    {
        SkipSpaceAndComments();
        if (_at == text.Length) return null;
        if (text[_at] == '"') return Quoted();
        int start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at])) _at++;
        return text[start.._at];
    }

    /// <summary>To the first empty line.</summary>
    public void SkipMacro()
    {
        int end = text.AsSpan(_at).IndexOf("\n\n");
        _at = end < 0 ? text.Length : _at + end + 2;
    }

    private string Quoted()
    {
        StringBuilder word = new();
        for (_at++; _at < text.Length && text[_at] is not ('"' or '\n'); _at++)
        {
            if (text[_at] == '\\' && _at + 1 < text.Length) _at++;
            word.Append(text[_at]);
        }

        if (_at < text.Length) _at++;
        return word.ToString();
    }

    // A password may begin with `#`: only a word that stands first on its line opens a comment.
    private void SkipSpaceAndComments()
    {
        bool isLineStart = _at == 0 || text[_at - 1] == '\n';
        for (; _at < text.Length; _at++)
        {
            if (text[_at] == '#' && isLineStart)
            {
                int end = text.IndexOf('\n', _at);
                _at = (end < 0 ? text.Length : end) - 1;
            }
            else if (!char.IsWhiteSpace(text[_at]))
            {
                return;
            }
            else
            {
                isLineStart |= text[_at] == '\n';
            }
        }
    }
}
