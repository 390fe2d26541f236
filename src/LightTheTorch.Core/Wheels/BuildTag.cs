using System.Globalization;

namespace LightTheTorch.Wheels;

/// <summary>The build tag of a wheel name: a number and what follows it. Of two wheels with equal tags the higher build wins.</summary>
public readonly record struct BuildTag(long Number, string Suffix) : IComparable<BuildTag>
{
    /// <summary>Accepts a text that begins with 1 to 18 ASCII digits.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out BuildTag build)
    {
        int digits = text.IndexOfAnyExceptInRange('0', '9');
        if (digits < 0) digits = text.Length;
        build = default;
        if (digits is 0 or > 18) return false;
        build = new BuildTag(long.Parse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture), text[digits..].ToString());
        return true;
    }

    public int CompareTo(BuildTag other)
    {
        int order = Number.CompareTo(other.Number);
        return order != 0 ? order : string.CompareOrdinal(Suffix, other.Suffix);
    }

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture) + Suffix;
}
