using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Text;

namespace LightTheTorch.Versions;

/// <summary>One clause of a version specifier, such as <c>&gt;=1.0</c> (PEP 440, "Version specifiers").</summary>
/// <remarks>Two clauses are equal if they mean the same: <c>==1.0</c> equals <c>== 1.0.0</c>.</remarks>
public sealed class Specifier : IEquatable<Specifier>
{
    private VersionSet? _versions;
    private readonly PyVersion? _version; // null for `===` with something that is no version

    private Specifier(string op, string version)
    {
        Operator = op;
        VersionText = version;
        IsWildcard = op != "===" && version.EndsWith(".*", StringComparison.Ordinal);
        _version = PyVersion.TryParse(IsWildcard ? version.AsSpan(0, version.Length - 2) : version, out PyVersion? parsed) ? parsed : null;
    }

    /// <summary><c>==</c>, <c>!=</c>, <c>~=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c> or <c>===</c>.</summary>
    public string Operator { get; }

    /// <summary>What stands behind the operator, as written.</summary>
    public string VersionText { get; }

    /// <summary>Whether it ends in <c>.*</c>.</summary>
    public bool IsWildcard { get; }

    /// <summary>The version behind the operator, without <c>.*</c>; <see langword="null"/> for <c>===</c> with something that is none.</summary>
    public PyVersion? Version => _version;

    /// <summary>The versions that match, pre-releases among them.</summary>
    /// <remarks>
    /// <c>===</c> compares text, which no order of versions can express: the set holds the version that the text spells, if it spells one.
    /// <see cref="Contains"/> is exact.
    /// </remarks>
    public VersionSet Versions => _versions ??= Cut();

    /// <summary>The clause names a pre-release, so that pre-releases are welcome (PEP 440, "Handling of pre-releases").</summary>
    public bool NamesPrerelease => Operator != "!=" && !IsWildcard && _version is { IsPrerelease: true };

    private bool ComparesText => IsWildcard || _version is null || Operator == "===";

    /// <exception cref="ParseException">The text is no version specifier.</exception>
    public static Specifier Parse(string text) => TryParse(text, out Specifier? specifier)
        ? specifier
        : throw new ParseException(new ParseError($"invalid specifier: '{text}'", text, new TextSpan(0, text.Length)));

    /// <summary>Takes one clause, surrounding white space included.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Specifier? specifier)
    {
        specifier = null;
        text = PythonText.Strip(text);
        if (new SpecifierScanner(text).Scan() is var length && (length == 0 || length != text.Length)) return false;
        int op = SpecifierScanner.OperatorLength(text);
        specifier = new Specifier(OperatorText(text[..op]), PythonText.Strip(text[op..]).ToString());
        return true;
    }

    /// <summary>Whether the version matches, pre-releases allowed.</summary>
    public bool Contains(PyVersion version) => Operator == "===" ? MatchesText(version.ToString()) : Versions.Contains(version);

    public bool Equals(Specifier? other)
    {
        if (other is null || Operator != other.Operator || IsWildcard != other.IsWildcard) return false;
        if (ComparesText || other._version is null) return VersionText == other.VersionText;
        return Equals(_version, other._version) && (Operator != "~=" || _version?.Release.Length == other._version.Release.Length);
    }

    public override bool Equals(object? obj) => Equals(obj as Specifier);

    public override int GetHashCode() => ComparesText ? HashCode.Combine(Operator, VersionText) : HashCode.Combine(Operator, _version);

    /// <summary>Operator and version as written, without space between them.</summary>
    public override string ToString() => Operator + VersionText;

    /// <summary>Whether <c>===</c> takes this text: case does not count.</summary>
    internal bool MatchesText(ReadOnlySpan<char> text) => text.Equals(VersionText, StringComparison.OrdinalIgnoreCase);

    /// <summary>The cut before the first version whose release no longer begins with the given one: before <c>1.3.dev0</c> for <c>1.2</c>.</summary>
    internal static VersionCut BeforeNextPrefix(VersionNumber epoch, ReadOnlySpan<VersionNumber> release) =>
        VersionCut.Before(new PyVersion(epoch, [.. release[..^1], release[^1].Next()], null, null, 0, []));

    private static string OperatorText(ReadOnlySpan<char> op) => op switch
    {
        "===" => "===",
        "==" => "==",
        "!=" => "!=",
        "~=" => "~=",
        "<=" => "<=",
        ">=" => ">=",
        "<" => "<",
        _ => ">",
    };

    private VersionSet Cut()
    {
        if (_version is not { } version) return VersionSet.None;
        return Operator switch
        {
            "===" => VersionSet.Exactly(version),
            "==" => Matching(version),
            "!=" => Matching(version).Complement(),
            "~=" => VersionSet.Between(VersionCut.Before(version), BeforeNextPrefix(version.Epoch, version.Release.AsSpan()[..^1])),
            ">=" => VersionSet.AtLeast(VersionCut.Before(version)),
            "<=" => VersionSet.Below(VersionCut.AfterLocals(version)),
            ">" => VersionSet.AtLeast(VersionCut.AfterPosts(version)),
            _ => VersionSet.Below(VersionCut.Before(version.IsPrerelease ? version : version.With(null, version.Post, 0))),
        };
    }

    // PEP 440, "Version matching": a public version takes its local builds, a local one itself, a prefix all that begin with it.
    private VersionSet Matching(PyVersion version)
    {
        if (IsWildcard) return VersionSet.Between(VersionCut.Before(version.With(null, null, 0)), BeforeNextPrefix(version.Epoch, version.Release.AsSpan()));
        return version.HasLocal ? VersionSet.Exactly(version) : VersionSet.Between(VersionCut.Before(version), VersionCut.AfterLocals(version));
    }
}
