using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LightTheTorch.Versions;

/// <summary>Reads one version: PEP 440, appendix B, as a cursor; each method is one part of the regular expression there.</summary>
internal ref struct VersionParser(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text.Trim();
    private int _at = 0;

    private readonly char Current => _at < _text.Length ? char.ToLowerInvariant(_text[_at]) : '\0';

    // version = 'v'? (epoch '!')? release pre? post? dev? ('+' local)?
    public bool TryParse([NotNullWhen(true)] out PyVersion? version)
    {
        version = null;
        if (Current == 'v') _at++;
        if (!TryNumber(out long epoch)) return false;
        List<long> release = [];
        if (Current == '!')
        {
            _at++;
            if (!TryNumber(out long first)) return false;
            release.Add(first);
        }
        else
        {
            release.Add(epoch);
            epoch = 0;
        }

        while (Current == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]))
        {
            _at++;
            if (!TryNumber(out long number)) return false;
            release.Add(number);
        }

        (PrePhase, long)? pre = Pre();
        long? post = Post();
        long? dev = Labelled(["dev"]);
        if (!TryLocal(out ImmutableArray<string> local) || _at != _text.Length) return false;
        version = new PyVersion(epoch, [.. release], pre, post, dev, local);
        return true;
    }

    // pre = sep? ('alpha' | 'a' | 'beta' | 'b' | 'preview' | 'pre' | 'c' | 'rc') sep? number?
    private (PrePhase, long)? Pre()
    {
        if (Labelled(["alpha", "a"]) is { } alpha) return (PrePhase.Alpha, alpha);
        if (Labelled(["beta", "b"]) is { } beta) return (PrePhase.Beta, beta);
        return Labelled(["preview", "pre", "rc", "c"]) is { } candidate ? (PrePhase.Candidate, candidate) : null;
    }

    // post = '-' number | sep? ('post' | 'rev' | 'r') sep? number?
    private long? Post()
    {
        int start = _at;
        if (Current == '-')
        {
            _at++;
            if (TryNumber(out long number)) return number;
            _at = start;
        }

        return Labelled(["post", "rev", "r"]);
    }

    // A label without a number means zero; a separator that nothing follows belongs to what comes next, and fails there.
    private long? Labelled(scoped ReadOnlySpan<string> labels)
    {
        int start = _at;
        if (Current is '.' or '-' or '_') _at++;
        foreach (string label in labels)
        {
            if (!_text[_at..].StartsWith(label, StringComparison.OrdinalIgnoreCase)) continue;
            _at += label.Length;
            int end = _at;
            if (Current is '.' or '-' or '_') _at++;
            if (TryNumber(out long number)) return number;
            _at = end;
            return 0;
        }

        _at = start;
        return null;
    }

    // local = alnum+ (sep alnum+)*
    private bool TryLocal(out ImmutableArray<string> local)
    {
        local = [];
        if (Current != '+') return true;
        ImmutableArray<string>.Builder segments = ImmutableArray.CreateBuilder<string>();
        do
        {
            int start = ++_at;
            while (char.IsAsciiLetterOrDigit(Current)) _at++;
            if (_at == start) return false;
            ReadOnlySpan<char> segment = _text[start.._at];
            bool number = segment.IndexOfAnyExceptInRange('0', '9') < 0;
            ReadOnlySpan<char> trimmed = number ? segment.TrimStart('0') : segment;
            segments.Add(trimmed.IsEmpty ? "0" : trimmed.ToString().ToLowerInvariant());
        }
        while (Current is '.' or '-' or '_');
        local = segments.ToImmutable();
        return true;
    }

    private bool TryNumber(out long number)
    {
        int start = _at;
        while (char.IsAsciiDigit(Current)) _at++;
        return long.TryParse(_text[start.._at], NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
