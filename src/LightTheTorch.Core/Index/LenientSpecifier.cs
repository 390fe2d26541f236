using System.Buffers;
using System.Text;
using LightTheTorch.Versions;

namespace LightTheTorch.Index;

/// <summary>
/// Version specifiers as published metadata spells them. Older tools took more than PEP 440 does, and files of that time are
/// still wanted: <c>&gt;=3.6.*</c>, <c>&gt;=7.2&lt;8</c>, <c>!=3.0*</c>, <c>!=~5.0</c>, <c>&gt;=dev</c>, stray quotes.
/// </summary>
public static class LenientSpecifier
{
    private static readonly SearchValues<char> s_operators = SearchValues.Create("<>=!~ \t");

    /// <summary>Null for no text, and for one that cannot be read even after repair.</summary>
    public static SpecifierSet? ParseOrNull(string? text)
    {
        if (text is null) return null;
        if (SpecifierSet.TryParse(text, out SpecifierSet? set)) return set;
        return SpecifierSet.TryParse(Repair(text), out set) ? set : null;
    }

    public static string Repair(string text) =>
        string.Join(',', SplitClauses(text).Select(clause => clause.Trim(' ', '\t', '"', '\'')).Where(clause => clause.Length > 0).Select(RepairClause));

    // At commas, and where an operator follows a version without one.
    private static IEnumerable<string> SplitClauses(string text)
    {
        StringBuilder clause = new();
        bool inVersion = false;
        foreach (char c in text)
        {
            bool isOperator = c is '<' or '>' or '=' or '!' or '~';
            if (c == ',' || (isOperator && inVersion))
            {
                yield return clause.ToString();
                clause.Clear();
                inVersion = false;
            }

            if (c != ',') clause.Append(c);
            inVersion |= char.IsAsciiLetterOrDigit(c);
        }

        yield return clause.ToString();
    }

    private static string RepairClause(string clause)
    {
        int start = clause.AsSpan().IndexOfAnyExcept(s_operators);
        if (start < 1) return clause;
        string op = clause[..start].Replace(" ", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal);
        string version = clause[start..].Trim(' ', '\t', '"', '\'');
        if (op is "!=~" or "==~") return $"{op[..2]}{version.TrimEnd('*').TrimEnd('.')}.*"; // "not about 5.0" is not 5.0.*
        if (op == "=>") op = ">=";
        if (op == "=<") op = "<=";
        if (version.Equals("dev", StringComparison.OrdinalIgnoreCase)) return op + "0.0.0.dev0";
        if (!version.EndsWith('*')) return op + version;

        // A prefix has an order only at its first version; where it may stand, the dot before the star is the rule.
        string prefix = version.TrimEnd('*').TrimEnd('.');
        return op is "==" or "!=" ? $"{op}{prefix}.*" : op + prefix;
    }
}
