using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Versions;

namespace LightTheTorch.Requirements;

/// <summary>What one comparison of a marker means: versions where the variable is a version and the literal can be one, else strings.</summary>
internal static class MarkerComparison
{
    /// <summary>Whether the comparison holds; the first one that has no meaning is noted in <paramref name="fault"/>.</summary>
    public static bool Holds(Marker.Compare compare, MarkerEnvironment environment, ref MarkerException? fault)
    {
        // The variable may stand on either side. Without any, packaging looks the right-hand literal up as a name, and so do we.
        (MarkerOperand left, MarkerOperand right) = (compare.Left, compare.Right);
        string variable = left.IsVariable ? left.Text : right.Text;
        string? value = environment.Text(variable);
        ImmutableSortedSet<string>? set = value is null ? environment.Set(variable) : null;
        if (value is null && set is null)
        {
            fault ??= new MarkerException(MarkerFault.UndefinedName, $"`{variable}` does not exist in this environment");
            return false;
        }

        if (set is not null) return HoldsForSet(compare, set, ref fault);
        return left.IsVariable
            ? HoldsForText(variable, value ?? "", compare.Operator, right.Text, ref fault)
            : HoldsForText(variable, left.Text, compare.Operator, value ?? "", ref fault);
    }

    /// <summary>The same for two strings that have a value together.</summary>
    public static bool HoldsForText(string variable, string left, string op, string right)
    {
        MarkerException? fault = null;
        return HoldsForText(variable, left, op, right, ref fault) && fault is null;
    }

    private static bool HoldsForText(string variable, string left, string op, string right, ref MarkerException? fault)
    {
        if (IsVersion(variable) && op is not ("in" or "not in") && Specifier.TryParse(op + right, out Specifier? specifier))
        {
            if (specifier.Operator == "===") return specifier.MatchesText(left);
            return PyVersion.TryParse(left, out PyVersion? version) && specifier.Versions.Contains(version);
        }

        switch (op)
        {
            case "in":
                return right.Contains(left, StringComparison.Ordinal);
            case "not in":
                return !right.Contains(left, StringComparison.Ordinal);
            case "==" or "<=" or ">=":
                return left == right;
            case "!=":
                return left != right;
            case "<" or ">":
                return false;
            default:
                fault ??= new MarkerException(MarkerFault.UndefinedComparison, $"undefined `{op}` on '{left}' and '{right}'");
                return false;
        }
    }

    /// <summary>The operator that holds just where this comparison's does not; <see langword="null"/> if there is none.</summary>
    public static string? Opposite(Marker.Compare compare)
    {
        // Neither `==1.0` nor `!=1.0` takes what is no version, and only Python's own are sure to be some.
        string variable = compare.Left.IsVariable ? compare.Left.Text : compare.Right.Text;
        bool complementary = !IsVersion(variable) || (compare.Left.IsVariable && variable is "python_version" or "python_full_version");

        // `<2.0` leaves out what comes before 2.0's release, and so does `>=2.0`: only of final versions is one the opposite of the other.
        bool ordered = compare is { Left: { IsVariable: true, Text: "python_version" }, Right.IsVariable: false }
            && PyVersion.TryParse(compare.Right.Text, out PyVersion? version) && version is { IsPrerelease: false, Post: null };
        return compare.Operator switch
        {
            "==" when complementary => "!=",
            "!=" when complementary => "==",
            "in" => "not in",
            "not in" => "in",
            "<" when ordered => ">=",
            ">=" when ordered => "<",
            ">" when ordered => "<=",
            "<=" when ordered => ">",
            _ => null,
        };
    }

    // PEP 751: the two sets can be asked for members, and nothing else.
    private static bool HoldsForSet(Marker.Compare compare, ImmutableSortedSet<string> set, ref MarkerException? fault)
    {
        if (!compare.Left.IsVariable)
        {
            string name = NormalizedName.Fold(compare.Left.Text);
            bool member = set.Any(other => NormalizedName.Fold(other) == name);
            if (compare.Operator == "in") return member;
            if (compare.Operator == "not in") return !member;
            if (compare.Operator is not ("~=" or "===")) return compare.Operator == "!="; // a name never equals a set
        }

        fault ??= new MarkerException(MarkerFault.UndefinedComparison, $"undefined `{compare.Operator}`: the sets `extras` and `dependency_groups` take `\"name\" in` only");
        return false;
    }

    private static bool IsVersion(string variable) => variable is "implementation_version" or "platform_release" or "python_full_version" or "python_version";
}
