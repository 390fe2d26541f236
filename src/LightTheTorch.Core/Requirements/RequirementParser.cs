using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using LightTheTorch.Text;
using LightTheTorch.Versions;

namespace LightTheTorch.Requirements;

/// <summary>Reads dependency specifiers: the grammar of PEP 508 as packaging reads it, one method per rule, the rule above it.</summary>
internal static class RequirementParser
{
    // requirement = blank* identifier blank* extras? blank* ('@' direct | versions marker?)
    public static bool TryParse(string text, [NotNullWhen(true)] out Requirement? requirement, [NotNullWhen(false)] out ParseError? error)
    {
        Cursor cursor = new(text);
        requirement = Parse(ref cursor);
        error = cursor.Error;
        if (error is not null) requirement = null;
        return requirement is not null && error is null;
    }

    private static Requirement? Parse(ref Cursor cursor)
    {
        cursor.SkipBlanks();
        if (cursor.IdentifierLength() is var length && length == 0)
        {
            cursor.Fail("expected package name at the start of dependency specifier");
            return null;
        }

        string name = cursor.TakeText(length);
        cursor.SkipBlanks();
        ImmutableArray<string> extras = Extras(ref cursor);
        if (cursor.Error is not null) return null;
        cursor.SkipBlanks();

        string clauses = "";
        string? url = null;
        int start = cursor.Position;
        string expected;
        if (cursor.Take('@'))
        {
            cursor.SkipBlanks();
            start = cursor.Position;
            url = Url(ref cursor);
            expected = "semicolon (after URL and whitespace)";
        }
        else
        {
            clauses = Versions(ref cursor);
            expected = clauses.Length > 0 ? "comma (within version specifier), semicolon (after version specifier)" : "semicolon (after name with no version specifier)";
        }

        cursor.SkipBlanks();
        Marker? marker = cursor.Error is null && !cursor.AtEnd ? Marker(ref cursor, start, expected) : null;

        // The text behind `===` may hold a comma, and so clauses of its own: only the set finds those that are none.
        if (!SpecifierSet.TryParse(clauses, out SpecifierSet? specifier, out ParseError? invalid)) cursor.Fail(invalid.Message, start, start + clauses.Length);
        return cursor.Error is null && specifier is not null ? new Requirement(name, extras, specifier, url, marker) { AsWritten = cursor.Source.Trim() } : null;
    }

    // extras = '[' blank* (identifier (blank* ',' blank* identifier)*)? blank* ']'
    private static ImmutableArray<string> Extras(ref Cursor cursor)
    {
        int open = cursor.Position;
        if (!cursor.Take('[')) return [];
        ImmutableArray<string>.Builder extras = ImmutableArray.CreateBuilder<string>();
        cursor.SkipBlanks();
        int length = cursor.IdentifierLength();
        while (length > 0)
        {
            extras.Add(cursor.TakeText(length));
            cursor.SkipBlanks();
            if (cursor.IdentifierLength() > 0) cursor.Fail("expected comma between extra names");
            if (!cursor.Take(',')) break;
            cursor.SkipBlanks();
            length = cursor.IdentifierLength();
            if (length == 0) cursor.Fail("expected extra name after comma");
        }

        if (!cursor.Take(']')) cursor.Fail("expected matching ']' for '[', after extras", open);
        return extras.ToImmutable();
    }

    // direct = blank* [^ \t]+
    private static string? Url(ref Cursor cursor)
    {
        int length = cursor.Rest.IndexOfAny(' ', '\t');
        if (length < 0) length = cursor.Rest.Length;
        if (length > 0) return cursor.TakeText(length);
        cursor.Fail("expected URL after @");
        return null;
    }

    // versions = '(' blank* clauses blank* ')' | clauses
    private static string Versions(ref Cursor cursor)
    {
        int open = cursor.Position;
        bool enclosed = cursor.Take('(');
        if (enclosed) cursor.SkipBlanks();
        string clauses = Clauses(ref cursor);
        cursor.SkipBlanks();
        if (enclosed && cursor.Error is null && !cursor.Take(')')) cursor.Fail("expected matching ')' for '(', after version specifier", open);
        return clauses;
    }

    // clauses = (clause (blank* ',' blank* clause)* (blank* ',')?)?
    private static string Clauses(ref Cursor cursor)
    {
        StringBuilder clauses = new();
        while (new SpecifierScanner(cursor.Rest).Scan() is var length && length > 0)
        {
            int start = cursor.Position;
            ReadOnlySpan<char> clause = cursor.Rest[..length];
            cursor.Position += length;
            clauses.Append(clause);
            if (cursor.Rest.StartsWith(".*", StringComparison.Ordinal))
            {
                bool equality = clause is ['!', '=', ..] or ['=', '=', not '=', ..];
                cursor.Fail(
                    equality ? ".* suffix cannot be used with pre-release, post-release, dev or local versions" : ".* suffix can only be used with `==` or `!=` operators",
                    start,
                    cursor.Position + 1);
            }
            else if (cursor.Rest is ['+', (>= 'a' and <= 'z') or (>= '0' and <= '9'), ..])
            {
                cursor.Fail("local version label can only be used with `==` or `!=` operators", start);
            }

            cursor.SkipBlanks();
            if (cursor.Error is not null || !cursor.Take(',')) break;
            clauses.Append(',');
            cursor.SkipBlanks();
        }

        return clauses.ToString();
    }

    // marker = ';' or blank*, and then nothing
    private static Marker? Marker(ref Cursor cursor, int start, string expected)
    {
        if (!cursor.Take(';'))
        {
            cursor.Fail($"expected {expected} or end", start);
            return null;
        }

        Marker? marker = MarkerParser.Parse(ref cursor);
        if (!cursor.AtEnd) cursor.Fail("expected end of dependency specifier");
        return marker;
    }
}
