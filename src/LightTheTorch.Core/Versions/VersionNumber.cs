using System.Globalization;

namespace LightTheTorch.Versions;

/// <summary>A number in a version: not negative, and of any size, for PEP 440 sets no limit.</summary>
/// <remarks>Numbers beyond <see cref="long"/> are kept as their digits, so that reading a hostile one takes linear time.</remarks>
public readonly struct VersionNumber : IEquatable<VersionNumber>, IComparable<VersionNumber>
{
    private readonly long _small;
    private readonly string? _digits; // set when the number does not fit, without leading zeros

    private VersionNumber(long small, string? digits)
    {
        _small = small;
        _digits = digits;
    }

    public bool IsZero => _digits is null && _small == 0;

    /// <summary>The value, unless it is too large for 64 bits.</summary>
    public bool TryGetInt64(out long value)
    {
        value = _small;
        return _digits is null;
    }

    /// <summary>The number plus one.</summary>
    public VersionNumber Next()
    {
        if (_digits is null && _small < long.MaxValue) return _small + 1;
        char[] digits = ToString().ToCharArray();
        int i = digits.Length - 1;
        for (; i >= 0 && digits[i] == '9'; i--) digits[i] = '0';
        if (i < 0) return new VersionNumber(0, "1" + new string(digits));
        digits[i]++;
        return new VersionNumber(0, new string(digits));
    }

    /// <summary>The number before this one, which is not zero.</summary>
    public VersionNumber Previous()
    {
        if (_digits is null) return _small - 1;
        char[] digits = _digits.ToCharArray();
        int i = digits.Length - 1;
        for (; digits[i] == '0'; i--) digits[i] = '9';
        digits[i]--;
        return FromDigits(digits);
    }

    public int CompareTo(VersionNumber other) => (_digits, other._digits) switch
    {
        (null, null) => _small.CompareTo(other._small),
        (null, _) => -1,
        (_, null) => 1,
        ({ } left, { } right) when left.Length != right.Length => left.Length.CompareTo(right.Length),
        ({ } left, { } right) => string.CompareOrdinal(left, right),
    };

    public bool Equals(VersionNumber other) => _small == other._small && _digits == other._digits;

    public override bool Equals(object? obj) => obj is VersionNumber other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_small, _digits);

    public override string ToString() => _digits ?? _small.ToString(CultureInfo.InvariantCulture);

    public static implicit operator VersionNumber(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return new VersionNumber(value, null);
    }

    public static explicit operator long(VersionNumber number) => number.TryGetInt64(out long value) ? value : throw new OverflowException();

    public static bool operator ==(VersionNumber left, VersionNumber right) => left.Equals(right);

    public static bool operator !=(VersionNumber left, VersionNumber right) => !left.Equals(right);

    public static bool operator <(VersionNumber left, VersionNumber right) => left.CompareTo(right) < 0;

    public static bool operator >(VersionNumber left, VersionNumber right) => left.CompareTo(right) > 0;

    public static bool operator <=(VersionNumber left, VersionNumber right) => left.CompareTo(right) <= 0;

    public static bool operator >=(VersionNumber left, VersionNumber right) => left.CompareTo(right) >= 0;

    /// <param name="digits">At least one ASCII digit and nothing else.</param>
    internal static VersionNumber FromDigits(ReadOnlySpan<char> digits)
    {
        digits = digits.TrimStart('0');
        if (digits.IsEmpty) return 0;
        return digits.Length <= 19 && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long small)
            ? new VersionNumber(small, null)
            : new VersionNumber(0, digits.ToString());
    }
}
