using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using LightTheTorch.Text;

namespace LightTheTorch.Versions;

/// <summary>A PEP 440 version. Equality and order are those of the specification: <c>1.0</c> equals <c>1.0.0</c>.</summary>
public sealed class PyVersion : IEquatable<PyVersion>, IComparable<PyVersion>
{
    private readonly UInt128 _key;

    internal PyVersion(
        VersionNumber epoch, ImmutableArray<VersionNumber> release, (PrePhase Phase, VersionNumber Number)? pre, VersionNumber? post, VersionNumber? dev, ImmutableArray<string> local)
    {
        Epoch = epoch;
        Release = release;
        Pre = pre;
        Post = post;
        Dev = dev;
        Local = local;
        _key = VersionKey.Pack(epoch, SignificantRelease, pre, post, dev);
    }

    public VersionNumber Epoch { get; }

    /// <summary>At least one number; trailing zeros are kept, for the normal form shows them.</summary>
    public ImmutableArray<VersionNumber> Release { get; }

    public (PrePhase Phase, VersionNumber Number)? Pre { get; }

    public VersionNumber? Post { get; }

    public VersionNumber? Dev { get; }

    /// <summary>The segments behind the <c>+</c>, lower case, numbers without leading zeros; empty when there is none.</summary>
    public ImmutableArray<string> Local { get; }

    public bool IsPrerelease => Pre is not null || Dev is not null;

    public bool HasLocal => Local.Length > 0;

    /// <summary>This version without its local part: what <c>==2.7.1</c> compares with.</summary>
    public PyVersion Public => HasLocal ? new PyVersion(Epoch, Release, Pre, Post, Dev, []) : this;

    /// <summary>Epoch and release alone: <c>1!2.0</c> of <c>1!2.0rc1.post2+cpu</c>.</summary>
    public PyVersion Base => HasLocal || IsPrerelease || Post is not null ? new PyVersion(Epoch, Release, null, null, null, []) : this;

    /// <summary>The release without its trailing zeros, which take no part in comparison; empty for zero.</summary>
    internal ReadOnlySpan<VersionNumber> SignificantRelease => Release.AsSpan().TrimEnd((VersionNumber)0L);

    /// <exception cref="ParseException">The text is no PEP 440 version.</exception>
    public static PyVersion Parse(string text) => TryParse(text, out PyVersion? version)
        ? version
        : throw new ParseException(new ParseError($"invalid version: '{text}'", text, new TextSpan(0, text.Length)));

    /// <summary>Takes every spelling that PEP 440's "Normalization" allows, surrounding white space included.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out PyVersion? version) => new VersionParser(text).TryParse(out version);

    public int CompareTo(PyVersion? other)
    {
        if (other is null) return 1;
        int c = _key != 0 && other._key != 0 ? _key.CompareTo(other._key) : ComparePublic(other);
        return c != 0 || (Local.Length | other.Local.Length) == 0 ? c : CompareLocal(Local.AsSpan(), other.Local.AsSpan());
    }

    public bool Equals(PyVersion? other) => other is not null && (ReferenceEquals(this, other) || (_key == other._key && CompareTo(other) == 0));

    public override bool Equals(object? obj) => Equals(obj as PyVersion);

    public override int GetHashCode()
    {
        HashCode hash = new();
        hash.Add(_key);
        if (_key == 0)
        {
            hash.Add(Epoch);
            foreach (VersionNumber number in SignificantRelease) hash.Add(number);
            hash.Add(Pre);
            hash.Add(Post);
            hash.Add(Dev);
        }

        foreach (string segment in Local) hash.Add(segment, StringComparer.Ordinal);
        return hash.ToHashCode();
    }

    /// <summary>The normal form: <c>1.0RC1</c> is <c>1.0rc1</c>.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        if (!Epoch.IsZero) text.Append(Epoch).Append('!');
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

    /// <summary>This version with other parts behind the release, and no local part.</summary>
    internal PyVersion With((PrePhase Phase, VersionNumber Number)? pre, VersionNumber? post, VersionNumber? dev) => new(Epoch, Release, pre, post, dev, []);

    /// <summary>The normal form without trailing zeros in the release, in which equal versions have equal text.</summary>
    internal string ToCanonicalString()
    {
        ReadOnlySpan<VersionNumber> release = SignificantRelease;
        return new PyVersion(Epoch, release.IsEmpty ? [0] : [.. release], Pre, Post, Dev, Local).ToString();
    }

    private int ComparePublic(PyVersion other)
    {
        int c = Epoch.CompareTo(other.Epoch);
        if (c == 0) c = SignificantRelease.SequenceCompareTo(other.SignificantRelease);
        if (c == 0) c = PhaseRank().CompareTo(other.PhaseRank());
        if (c == 0 && Pre is { } pre && other.Pre is { } otherPre) c = pre.Number.CompareTo(otherPre.Number);
        if (c == 0) c = Nullable.Compare(Post, other.Post);
        if (c == 0) c = (Dev is null).CompareTo(other.Dev is null);
        return c != 0 ? c : Nullable.Compare(Dev, other.Dev);
    }

    // A dev release of a final version sorts before that version's alphas; a final version sorts after its candidates.
    private int PhaseRank() => Pre is { } pre ? (int)pre.Phase : Post is null && Dev is not null ? -1 : int.MaxValue;

    // PEP 440, "Local version identifiers": numbers sort after letters, and a longer local after its prefix.
    private static int CompareLocal(ReadOnlySpan<string> left, ReadOnlySpan<string> right)
    {
        for (int i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            bool leftIsNumber = left[i].AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
            bool rightIsNumber = right[i].AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
            int c = leftIsNumber.CompareTo(rightIsNumber);
            if (c == 0 && leftIsNumber) c = left[i].Length.CompareTo(right[i].Length);
            if (c == 0) c = string.CompareOrdinal(left[i], right[i]);
            if (c != 0) return c;
        }

        return left.Length.CompareTo(right.Length);
    }
}
