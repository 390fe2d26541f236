using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Text;

namespace LightTheTorch.Versions;

/// <summary>Clauses joined by commas, all of which must match: <c>&gt;=1.0,&lt;2.0</c> (PEP 440, "Version specifiers").</summary>
public sealed class SpecifierSet : IEquatable<SpecifierSet>
{
    private VersionSet? _versions;

    private SpecifierSet(ImmutableArray<Specifier> clauses) => Clauses = clauses;

    /// <summary>No clause: any version.</summary>
    public static SpecifierSet Any { get; } = new([]);

    /// <summary>Sorted by their text, none twice.</summary>
    public ImmutableArray<Specifier> Clauses { get; }

    /// <summary>The versions that match every clause, pre-releases among them; see <see cref="Specifier.Versions"/> about <c>===</c>.</summary>
    public VersionSet Versions => _versions ??= Intersect(Clauses.AsSpan());

    /// <summary>A clause names a pre-release, so that pre-releases are as welcome as final versions (PEP 440, "Handling of pre-releases").</summary>
    public bool NamesPrerelease => Clauses.Any(clause => clause.NamesPrerelease);

    private bool ComparesText => Clauses.Any(clause => clause.Operator == "===");

    /// <exception cref="ParseException">A clause is invalid; its span is that of the clause.</exception>
    public static SpecifierSet Parse(string text) => TryParse(text, out SpecifierSet? set, out ParseError? error) ? set : throw new ParseException(error);

    public static bool TryParse(string text, [NotNullWhen(true)] out SpecifierSet? set) => TryParse(text, out set, out _);

    /// <summary>Splits at commas; empty parts do not count, so that <c>&gt;=1,</c> is a set of one clause, as with packaging.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SpecifierSet? set, [NotNullWhen(false)] out ParseError? error)
    {
        set = null;
        error = null;
        ImmutableArray<Specifier>.Builder clauses = ImmutableArray.CreateBuilder<Specifier>();
        foreach (Range range in text.AsSpan().Split(','))
        {
            ReadOnlySpan<char> part = PythonText.Strip(text.AsSpan(range));
            if (part.IsEmpty) continue;
            if (Specifier.TryParse(part, out Specifier? clause))
            {
                clauses.Add(clause);
                continue;
            }

            int start = range.Start.GetOffset(text.Length) + text.AsSpan(range).IndexOf(part, StringComparison.Ordinal);
            error = new ParseError($"invalid specifier: '{part}'", text, new TextSpan(start, part.Length));
            return false;
        }

        set = Of(clauses);
        return true;
    }

    /// <summary>The clauses of both.</summary>
    public SpecifierSet Intersect(SpecifierSet other)
    {
        if (Clauses.IsEmpty) return other;
        return other.Clauses.IsEmpty ? this : Of([.. Clauses, .. other.Clauses]);
    }

    /// <summary>Whether the version matches every clause.</summary>
    /// <param name="version">Compared in its normal form by <c>===</c>.</param>
    /// <param name="prereleases">
    /// <see langword="false"/> refuses pre-releases. <see langword="null"/> takes one: a version asked about alone has no alternative that is final.
    /// </param>
    public bool Contains(PyVersion version, bool? prereleases = null)
    {
        if (prereleases == false && version.IsPrerelease) return false;
        return ComparesText ? Clauses.All(clause => clause.Contains(version)) : Versions.Contains(version);
    }

    /// <summary>The versions that match, in the order given and spelled as given.</summary>
    /// <param name="versions">What is no version is passed by <c>===</c> with the same text, and by the empty set.</param>
    /// <param name="prereleases">
    /// <see langword="null"/> follows PEP 440: pre-releases only if a clause names one or nothing final matches.
    /// </param>
    public IEnumerable<string> Filter(IEnumerable<string> versions, bool? prereleases = null)
    {
        if (prereleases is null && NamesPrerelease) prereleases = true;
        List<(string Text, bool IsPrerelease)> matches = [];
        bool anyFinal = false;
        foreach (string text in versions)
        {
            PyVersion? version = PyVersion.TryParse(text, out PyVersion? parsed) ? parsed : null;
            if (!Matches(text, version)) continue;
            matches.Add((text, version is { IsPrerelease: true }));
            anyFinal |= version is { IsPrerelease: false };
        }

        bool take = prereleases ?? !anyFinal;
        return matches.Where(match => take || !match.IsPrerelease).Select(match => match.Text);
    }

    public bool Equals(SpecifierSet? other) =>
        other is not null && Clauses.Length == other.Clauses.Length && Clauses.ToHashSet().SetEquals(other.Clauses);

    public override bool Equals(object? obj) => Equals(obj as SpecifierSet);

    public override int GetHashCode() => Clauses.Aggregate(0, (hash, clause) => hash ^ clause.GetHashCode());

    /// <summary>The clauses as written, sorted, joined by commas; empty for any version.</summary>
    public override string ToString() => string.Join(',', Clauses);

    private static SpecifierSet Of(ImmutableArray<Specifier>.Builder clauses) => clauses.Count switch
    {
        0 => Any,
        1 => new SpecifierSet(clauses.ToImmutable()),
        _ => Of(clauses.ToImmutable()),
    };

    private static SpecifierSet Of(ImmutableArray<Specifier> clauses) =>
        new([.. clauses.OrderBy(clause => clause.ToString(), StringComparer.Ordinal).Distinct()]);

    // By halves, so that a hostile list of a hundred thousand `!=` costs no square of that.
    private static VersionSet Intersect(ReadOnlySpan<Specifier> clauses) => clauses switch
    {
        [] => VersionSet.All,
        [var only] => only.Versions,
        _ => Intersect(clauses[..(clauses.Length / 2)]).Intersect(Intersect(clauses[(clauses.Length / 2)..])),
    };

    private bool Matches(string text, PyVersion? version)
    {
        if (version is not null && !ComparesText) return Versions.Contains(version);
        return Clauses.All(clause => clause.Operator == "===" ? clause.MatchesText(text) : version is not null && clause.Versions.Contains(version));
    }
}
