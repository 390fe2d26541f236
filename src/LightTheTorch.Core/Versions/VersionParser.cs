using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Text;

namespace LightTheTorch.Versions;

/// <summary>Reads one version: PEP 440, appendix B, as a cursor; each method is one part of the regular expression there.</summary>
internal ref struct VersionParser(ReadOnlySpan<char> text)
{
    private static readonly string[] s_alpha = ["alpha", "a"];
    private static readonly string[] s_beta = ["beta", "b"];
    private static readonly string[] s_candidate = ["preview", "pre", "rc", "c"];
    private static readonly string[] s_post = ["post", "rev", "r"];
    private static readonly string[] s_dev = ["dev"];

    private readonly ReadOnlySpan<char> _text = PythonText.Strip(text);
    private int _at = 0;

    private readonly char Current => _at < _text.Length ? _text[_at] : '\0';

    // version = 'v'? (epoch '!')? release pre? post? dev? ('+' local)?
    public bool TryParse([NotNullWhen(true)] out PyVersion? version)
    {
        version = null;
        if (Current is 'v' or 'V') _at++;
        if (Number() is not { } first) return false;
        VersionNumber epoch = 0;
        if (Current == '!')
        {
            _at++;
            epoch = first;
            if (Number() is not { } major) return false;
            first = major;
        }

        ImmutableArray<VersionNumber> release = Release(first);
        (PrePhase, VersionNumber)? pre = null;
        VersionNumber? post = null;
        VersionNumber? dev = null;
        ImmutableArray<string> local = [];
        if (_at < _text.Length) // most versions end here
        {
            pre = Pre();
            post = Post();
            dev = Labelled(s_dev);
            if (!TryLocal(out local) || _at != _text.Length) return false;
        }

        version = new PyVersion(epoch, release, pre, post, dev, local);
        return true;
    }

    // release = number ('.' number)*
    private ImmutableArray<VersionNumber> Release(VersionNumber first)
    {
        int start = _at;
        int count = 1;
        while (Current == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]))
        {
            count++;
            _at++;
            SkipDigits();
        }

        VersionNumber[] release = new VersionNumber[count];
        release[0] = first;
        _at = start;
        for (int i = 1; i < count; i++)
        {
            _at++;
            release[i] = Number() ?? 0;
        }

        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(release);
    }

    // pre = sep? ('alpha' | 'a' | 'beta' | 'b' | 'preview' | 'pre' | 'c' | 'rc') sep? number?
    private (PrePhase, VersionNumber)? Pre()
    {
        if (Labelled(s_alpha) is { } alpha) return (PrePhase.Alpha, alpha);
        if (Labelled(s_beta) is { } beta) return (PrePhase.Beta, beta);
        return Labelled(s_candidate) is { } candidate ? (PrePhase.Candidate, candidate) : null;
    }

    // post = '-' number | sep? ('post' | 'rev' | 'r') sep? number?
    private VersionNumber? Post()
    {
        int start = _at;
        if (Current == '-')
        {
            _at++;
            if (Number() is { } number) return number;
            _at = start;
        }

        return Labelled(s_post);
    }

    // A label without a number means zero, and keeps the separator behind it.
    private VersionNumber? Labelled(string[] labels)
    {
        int start = _at;
        if (Current is '.' or '-' or '_') _at++;
        foreach (string label in labels)
        {
            if (!_text[_at..].StartsWith(label, StringComparison.OrdinalIgnoreCase)) continue;
            _at += label.Length;
            if (Current is '.' or '-' or '_') _at++;
            return Number() ?? 0;
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

    private VersionNumber? Number()
    {
        int start = _at;
        SkipDigits();
        return _at == start ? null : VersionNumber.FromDigits(_text[start.._at]);
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Current)) _at++;
    }
}
