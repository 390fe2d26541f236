using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace LightTheTorch.Names;

/// <summary>A name in the normal form of PEP 503: lower case ASCII, runs of <c>-</c>, <c>_</c> and <c>.</c> folded into one <c>-</c>.</summary>
/// <remarks>Compared by that form, ordinally, and only with names of the same kind.</remarks>
public abstract class NormalizedName : IComparable<NormalizedName>
{
    private protected NormalizedName(string value) => Value = value;

    /// <summary>The normal form, for example <c>nvidia-cublas-cu12</c>.</summary>
    public string Value { get; }

    public int CompareTo(NormalizedName? other) => string.CompareOrdinal(Value, other?.Value);

    public override bool Equals(object? obj) => obj is NormalizedName other && other.GetType() == GetType() && other.Value == Value;

    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Value;

    public static bool operator ==(NormalizedName? left, NormalizedName? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(NormalizedName? left, NormalizedName? right) => !(left == right);

    /// <summary>PEP 503's folding, applied to any text: what compares names does not ask whether they are valid.</summary>
    internal static string Fold(string text)
    {
        if (IsFolded(text)) return text;
        StringBuilder folded = new(text.Length);
        foreach (char c in text.ToLowerInvariant())
        {
            if (c is not ('-' or '_' or '.')) folded.Append(c);
            else if (folded.Length == 0 || folded[^1] != '-') folded.Append('-');
        }

        return folded.ToString();
    }

    // Only ASCII: most names are, and what other letters become is for ToLowerInvariant to say.
    private static bool IsFolded(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (!(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || (c == '-' && (i == 0 || text[i - 1] != '-')))) return false;
        }

        return true;
    }

    // name = letter-or-digit ((letter-or-digit | '-' | '_' | '.')* letter-or-digit)?      (PEP 508)
    private protected static bool TryNormalize(ReadOnlySpan<char> text, [NotNullWhen(true)] out string? value)
    {
        value = null;
        if (text.IsEmpty || !char.IsAsciiLetterOrDigit(text[0]) || !char.IsAsciiLetterOrDigit(text[^1])) return false;
        Span<char> buffer = text.Length <= 128 ? stackalloc char[text.Length] : new char[text.Length];
        int length = 0;
        foreach (char c in text)
        {
            if (char.IsAsciiLetterOrDigit(c)) buffer[length++] = char.ToLowerInvariant(c);
            else if (c is not ('-' or '_' or '.')) return false;
            else if (buffer[length - 1] != '-') buffer[length++] = '-';
        }

        value = new string(buffer[..length]);
        return true;
    }
}
