using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace LightTheTorch.Versions;

/// <summary>A PEP 440 version. Equality and order are those of the specification: <c>1.0</c> equals <c>1.0.0</c>.</summary>
public sealed class PyVersion : IEquatable<PyVersion>, IComparable<PyVersion>
{
    internal PyVersion(long epoch, ImmutableArray<long> release, (PrePhase Phase, long Number)? pre, long? post, long? dev, ImmutableArray<string> local)
    {
        Epoch = epoch;
        Release = release;
        Pre = pre;
        Post = post;
        Dev = dev;
        Local = local;
    }

    public long Epoch { get; }

    /// <summary>At least one number; trailing zeros are kept, for the normal form shows them.</summary>
    public ImmutableArray<long> Release { get; }

    public (PrePhase Phase, long Number)? Pre { get; }

    public long? Post { get; }

    public long? Dev { get; }

    /// <summary>The segments behind the <c>+</c>, lower case, numbers without leading zeros; empty when there is none.</summary>
    public ImmutableArray<string> Local { get; }

    public bool IsPrerelease => Pre is not null || Dev is not null;

    public bool HasLocal => Local.Length > 0;

    /// <summary>This version without its local part: what <c>==2.7.1</c> compares with.</summary>
    public PyVersion Public => HasLocal ? new PyVersion(Epoch, Release, Pre, Post, Dev, []) : this;

    // A dev release of a final version sorts before that version's alphas; a final version sorts after its candidates.
    private (int Rank, long Number) PreKey => this switch
    {
        { Pre: { } pre } => ((int)pre.Phase, pre.Number),
        { Post: null, Dev: not null } => (-1, 0),
        _ => (int.MaxValue, 0),
    };

    // Trailing zeros do not take part in comparison, so they must not take part in hashing either.
    private ReadOnlySpan<long> ReleaseKey => Release.AsSpan().TrimEnd(0L);

    /// <exception cref="FormatException">The text is no PEP 440 version.</exception>
    public static PyVersion Parse(string text) =>
        TryParse(text, out PyVersion? version) ? version : throw new FormatException($"Invalid version: '{text}'");

    /// <summary>Takes every spelling that PEP 440's "Normalization" allows, surrounding white space included.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out PyVersion? version) => new VersionParser(text).TryParse(out version);

    public int CompareTo(PyVersion? other)
    {
        if (other is null) return 1;
        int c = Epoch.CompareTo(other.Epoch);
        if (c == 0) c = ReleaseKey.SequenceCompareTo(other.ReleaseKey);
        if (c == 0) c = PreKey.CompareTo(other.PreKey);
        if (c == 0) c = (Post ?? -1).CompareTo(other.Post ?? -1);
        if (c == 0) c = (Dev ?? long.MaxValue).CompareTo(other.Dev ?? long.MaxValue);
        return c != 0 ? c : CompareLocal(Local.AsSpan(), other.Local.AsSpan());
    }

    public bool Equals(PyVersion? other) => other is not null && CompareTo(other) == 0;

    public override bool Equals(object? obj) => Equals(obj as PyVersion);

    public override int GetHashCode()
    {
        HashCode hash = new();
        hash.Add(Epoch);
        foreach (long number in ReleaseKey) hash.Add(number);
        hash.Add(PreKey);
        hash.Add(Post);
        hash.Add(Dev);
        foreach (string segment in Local) hash.Add(segment, StringComparer.Ordinal);
        return hash.ToHashCode();
    }

    /// <summary>The normal form: <c>1.0RC1</c> is <c>1.0rc1</c>.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        if (Epoch != 0) text.Append(Epoch).Append('!');
        text.AppendJoin('.', Release);
        if (Pre is { } pre) text.Append(pre.Phase switch { PrePhase.Alpha => "a", PrePhase.Beta => "b", _ => "rc" }).Append(pre.Number);
        if (Post is { } post) text.Append(".post").Append(post);
        if (Dev is { } dev) text.Append(".dev").Append(dev);
        if (HasLocal) text.Append('+').AppendJoin('.', Local);
        return text.ToString();
    }

    public static bool operator ==(PyVersion? left, PyVersion? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(PyVersion? left, PyVersion? right) => !(left == right);

    public static bool operator <(PyVersion left, PyVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(PyVersion left, PyVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(PyVersion left, PyVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PyVersion left, PyVersion right) => left.CompareTo(right) >= 0;

    // PEP 440, "Local version identifiers": numbers sort after letters, and a longer local after its prefix.
    private static int CompareLocal(ReadOnlySpan<string> left, ReadOnlySpan<string> right)
    {
        for (int i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            bool leftIsNumber = char.IsAsciiDigit(left[i][0]) && left[i].AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
            bool rightIsNumber = char.IsAsciiDigit(right[i][0]) && right[i].AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
            int c = leftIsNumber.CompareTo(rightIsNumber);
            if (c == 0 && leftIsNumber) c = left[i].Length.CompareTo(right[i].Length);
            if (c == 0) c = string.CompareOrdinal(left[i], right[i]);
            if (c != 0) return c;
        }

        return left.Length.CompareTo(right.Length);
    }
}
