using LightTheTorch.Text;

namespace LightTheTorch.Versions;

/// <summary>Finds the longest clause of a version specifier at the start of a text, as packaging's regular expression does, but in linear time.</summary>
internal ref struct SpecifierScanner(ReadOnlySpan<char> text)
{
    private static readonly string[] s_pre = ["alpha", "beta", "preview", "pre", "a", "b", "c", "rc"];
    private static readonly string[] s_post = ["post", "rev", "r"];
    private static readonly string[] s_dev = ["dev"];

    private readonly ReadOnlySpan<char> _text = text;
    private int _at = 0;

    private readonly char Current => _at < _text.Length ? _text[_at] : '\0';

    /// <summary>The length of the operator at the start of the text, the longest that fits, or zero.</summary>
    public static int OperatorLength(ReadOnlySpan<char> text) => text switch
    {
        ['=', '=', '=', ..] => 3,
        ['=' or '!' or '~' or '<' or '>', '=', ..] => 2,
        ['<' or '>', ..] => 1,
        _ => 0,
    };

    // clause = '===' space* [^\s;)]*
    //        | ('==' | '!=') space* prefix ('.*' | pre? post? dev? ('+' local)?)
    //        | '~=' space* prefix-of-two pre? post? dev?
    //        | ('<=' | '>=' | '<' | '>') space* prefix pre? post? dev?
    /// <returns>The length of the clause, or zero when none begins here.</returns>
    public int Scan()
    {
        int operatorLength = OperatorLength(_text);
        if (operatorLength == 0) return 0;
        ReadOnlySpan<char> op = _text[..operatorLength];
        _at = operatorLength;
        while (_at < _text.Length && PythonText.IsSpace(_text[_at])) _at++;
        if (op.SequenceEqual("==="))
        {
            while (_at < _text.Length && Current is not (';' or ')') && !PythonText.IsSpace(Current)) _at++;
            return _at;
        }

        if (!Prefix(atLeastTwo: op[0] == '~')) return 0;
        bool equality = op[0] is '=' or '!';
        if (equality && Current == '.' && _at + 1 < _text.Length && _text[_at + 1] == '*') return _at + 2;
        Labelled(s_pre);
        if (!ImplicitPost()) Labelled(s_post);
        Labelled(s_dev);
        if (equality) Local();
        return _at;
    }

    // prefix = 'v'? (number '!')? number ('.' number)*
    private bool Prefix(bool atLeastTwo)
    {
        if (Current is 'v' or 'V') _at++;
        if (!Digits()) return false;
        if (Current == '!' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]))
        {
            _at++;
            Digits();
        }

        int parts = 1;
        while (Current == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]))
        {
            _at++;
            Digits();
            parts++;
        }

        return parts > 1 || !atLeastTwo;
    }

    private bool ImplicitPost()
    {
        if (Current != '-' || _at + 1 >= _text.Length || !char.IsAsciiDigit(_text[_at + 1])) return false;
        _at++;
        return Digits();
    }

    private void Labelled(string[] labels)
    {
        int start = _at;
        if (Current is '.' or '-' or '_') _at++;
        foreach (string label in labels)
        {
            if (!_text[_at..].StartsWith(label, StringComparison.OrdinalIgnoreCase)) continue;
            _at += label.Length;
            if (Current is '.' or '-' or '_') _at++;
            Digits();
            return;
        }

        _at = start;
    }

    private void Local()
    {
        if (Current != '+') return;
        int end = _at;
        do
        {
            int start = ++_at;
            while (char.IsAsciiLetterOrDigit(Current)) _at++;
            if (_at == start) break;
            end = _at;
        }
        while (Current is '.' or '-' or '_');
        _at = end;
    }

    private bool Digits()
    {
        int start = _at;
        while (char.IsAsciiDigit(Current)) _at++;
        return _at > start;
    }
}
