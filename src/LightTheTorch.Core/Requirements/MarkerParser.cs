using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Names;
using LightTheTorch.Text;

namespace LightTheTorch.Requirements;

/// <summary>Reads markers: the grammar of PEP 508 as packaging reads it, one method per rule, the rule above it.</summary>
internal static class MarkerParser
{
    /// <summary>Parentheses inside each other; Python's own stack ends packaging's parser at a few hundred.</summary>
    private const int DeepestNesting = 200;

    // The last four are old names (PEP 345) and an alias that setuptools wrote.
    private static readonly (string Spelling, string Name)[] s_variables =
    [
        ("python_version", "python_version"), ("python_full_version", "python_full_version"), ("os_name", "os_name"), ("os.name", "os_name"),
        ("sys_platform", "sys_platform"), ("platform_release", "platform_release"), ("platform_system", "platform_system"),
        ("platform_version", "platform_version"), ("platform_machine", "platform_machine"),
        ("platform_python_implementation", "platform_python_implementation"), ("implementation_name", "implementation_name"),
        ("implementation_version", "implementation_version"), ("extras", "extras"), ("extra", "extra"), ("dependency_groups", "dependency_groups"),
        ("sys.platform", "sys_platform"), ("platform.version", "platform_version"), ("platform.machine", "platform_machine"),
        ("platform.python_implementation", "platform_python_implementation"), ("python_implementation", "platform_python_implementation"),
    ];

    private static readonly string[] s_operators = ["===", "==", "~=", "!=", "<=", ">=", "<", ">"];

    public static bool TryParse(string text, [NotNullWhen(true)] out Marker? marker, [NotNullWhen(false)] out ParseError? error)
    {
        Cursor cursor = new(text);
        marker = Parse(ref cursor);
        if (cursor.Error is null && !cursor.AtEnd) cursor.Fail("expected end of marker expression");
        error = cursor.Error;
        if (error is not null) marker = null;
        return marker is not null && error is null;
    }

    /// <summary>Reads a marker where the cursor stands, and stops behind it; <see langword="null"/> when the cursor has got an error.</summary>
    public static Marker? Parse(ref Cursor cursor) => Or(ref cursor, 0) is { } marker ? marker with { IsGrouped = false } : null;

    // or = and ('or' and)*
    private static Marker? Or(ref Cursor cursor, int depth)
    {
        ImmutableArray<Marker>.Builder terms = ImmutableArray.CreateBuilder<Marker>(1);
        do
        {
            if (And(ref cursor, depth) is not { } term) return null;
            terms.Add(term);
        }
        while (cursor.TakeWord("or"));
        return terms.Count == 1 ? terms[0] : new Marker.Or(terms.ToImmutable());
    }

    // and = atom ('and' atom)*
    private static Marker? And(ref Cursor cursor, int depth)
    {
        ImmutableArray<Marker>.Builder terms = ImmutableArray.CreateBuilder<Marker>(1);
        do
        {
            if (Atom(ref cursor, depth) is not { } term) return null;
            terms.Add(term);
        }
        while (cursor.TakeWord("and"));
        return terms.Count == 1 ? terms[0] : new Marker.And(terms.ToImmutable());
    }

    // atom = blank* '(' or ')' blank* | blank* comparison blank*
    private static Marker? Atom(ref Cursor cursor, int depth)
    {
        cursor.SkipBlanks();
        int open = cursor.Position;
        Marker? marker;
        if (cursor.Take('('))
        {
            if (depth == DeepestNesting)
            {
                cursor.Fail("too many nested parentheses", open);
                return null;
            }

            marker = Or(ref cursor, depth + 1);
            if (marker is null) return null;
            if (!cursor.Take(')'))
            {
                cursor.Fail("expected matching ')' for '(', after marker expression", open);
                return null;
            }

            if (marker is not Marker.Compare) marker = marker with { IsGrouped = true };
        }
        else
        {
            marker = Comparison(ref cursor);
        }

        cursor.SkipBlanks();
        return marker;
    }

    // comparison = operand blank* operator blank* operand
    private static Marker.Compare? Comparison(ref Cursor cursor)
    {
        if (Operand(ref cursor) is not { } left) return null;
        cursor.SkipBlanks();
        if (Operator(ref cursor) is not { } op) return null;
        cursor.SkipBlanks();
        return Operand(ref cursor) is { } right ? Compare(left, op, right) : null;
    }

    // PEP 685: names of extras (and of groups) are compared in normal form, so they are kept in it.
    private static Marker.Compare Compare(MarkerOperand left, string op, MarkerOperand right)
    {
        if (left is { IsVariable: true, Text: "extra" } && !right.IsVariable) right = MarkerOperand.Literal(NormalizedName.Fold(right.Text));
        else if (right is { IsVariable: true, Text: "extra" or "extras" or "dependency_groups" } && !left.IsVariable) left = MarkerOperand.Literal(NormalizedName.Fold(left.Text));
        return new Marker.Compare(left, op, right);
    }

    // operand = variable | quoted string
    private static MarkerOperand? Operand(ref Cursor cursor)
    {
        foreach ((string spelling, string name) in s_variables)
        {
            if (cursor.TakeWord(spelling)) return MarkerOperand.Variable(name);
        }

        if (cursor.Current is '\'' or '"')
        {
            int length = cursor.Rest[1..].IndexOf(cursor.Current);
            if (length >= 0)
            {
                string? text = PythonString.Unescape(cursor.Rest.Slice(1, length));
                if (text is null) cursor.Fail("invalid quoted string", cursor.Position, cursor.Position + length + 2);
                cursor.Position += length + 2;
                return text is null ? null : MarkerOperand.Literal(text);
            }
        }

        cursor.Fail("expected a marker variable or quoted string");
        return null;
    }

    // operator = 'in' | 'not' blank+ 'in' | '===' | '==' | '~=' | '!=' | '<=' | '>=' | '<' | '>'
    private static string? Operator(ref Cursor cursor)
    {
        if (cursor.TakeWord("in")) return "in";
        if (cursor.TakeWord("not"))
        {
            int end = cursor.Position;
            cursor.SkipBlanks();
            if (cursor.Position == end) cursor.Fail("expected whitespace after 'not'");
            else if (!cursor.TakeWord("in")) cursor.Fail("expected 'in' after 'not'");
            return cursor.Error is null ? "not in" : null;
        }

        foreach (string op in s_operators)
        {
            if (!cursor.Rest.StartsWith(op, StringComparison.Ordinal)) continue;
            cursor.Position += op.Length;
            return op;
        }

        cursor.Fail("expected marker operator, one of <=, <, !=, ==, >=, >, ~=, ===, in, not in");
        return null;
    }
}
