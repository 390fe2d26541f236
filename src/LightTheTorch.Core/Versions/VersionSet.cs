using System.Collections.Immutable;

namespace LightTheTorch.Versions;

/// <summary>A set of versions: finitely many intervals of PEP 440's order, in normal form, so that equal sets are equal values.</summary>
/// <remarks>
/// Holds the cuts where membership changes, ascending. The rules about local versions and about neighbours of a bound lie in the cuts
/// (see <see cref="Specifier"/>): <c>==2.7.1</c> ends behind <c>2.7.1+cu118</c>, <c>&lt;2.0</c> ends before <c>2.0.dev0</c>.
/// </remarks>
public sealed class VersionSet : IEquatable<VersionSet>
{
    private readonly ImmutableArray<VersionCut> _cuts;
    private readonly bool _beginsInside; // whether the least version is a member

    private VersionSet(bool beginsInside, ImmutableArray<VersionCut> cuts)
    {
        _beginsInside = beginsInside;
        _cuts = cuts;
    }

    public static VersionSet None { get; } = new(false, []);

    public static VersionSet All { get; } = new(true, []);

    public bool IsEmpty => !_beginsInside && _cuts.IsEmpty;

    public bool IsAll => _beginsInside && _cuts.IsEmpty;

    internal ImmutableArray<VersionCut> Cuts => _cuts;

    internal bool BeginsInside => _beginsInside;

    /// <summary>The one version, local part included: <c>2.7.1</c> without <c>2.7.1+cu118</c>.</summary>
    public static VersionSet Exactly(PyVersion version) => Between(VersionCut.Before(version), VersionCut.After(version));

    public bool Contains(PyVersion version)
    {
        ReadOnlySpan<VersionCut> cuts = _cuts.AsSpan();
        int low = 0;
        int high = cuts.Length;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (cuts[middle].IsBelow(version)) low = middle + 1;
            else high = middle;
        }

        return _beginsInside ^ ((low & 1) != 0);
    }

    public VersionSet Complement() => new(!_beginsInside, _cuts);

    public VersionSet Intersect(VersionSet other)
    {
        if (IsAll || other.IsEmpty || ReferenceEquals(this, other)) return other;
        return other.IsAll || IsEmpty ? this : Combine(other, both: true);
    }

    public VersionSet Union(VersionSet other)
    {
        if (IsEmpty || other.IsAll || ReferenceEquals(this, other)) return other;
        return other.IsEmpty || IsAll ? this : Combine(other, both: false);
    }

    public VersionSet Except(VersionSet other) => Intersect(other.Complement());

    public bool IsSubsetOf(VersionSet other) => !Meets(other, complemented: true);

    public bool Overlaps(VersionSet other) => Meets(other, complemented: false);

    public bool Equals(VersionSet? other) =>
        other is not null && _beginsInside == other._beginsInside && _cuts.AsSpan().SequenceEqual(other._cuts.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as VersionSet);

    public override int GetHashCode()
    {
        HashCode hash = new();
        hash.Add(_beginsInside);
        foreach (VersionCut cut in _cuts) hash.Add(cut);
        return hash.ToHashCode();
    }

    /// <summary>Reads like a specifier: <c>&gt;=1.0, &lt;2.0</c>, <c>!=1.5</c>, <c>any version</c>, <c>no version</c>, <c>&lt;1.0 or &gt;=2.0</c>.</summary>
    public override string ToString() => VersionSetText.Write(this);

    internal static VersionSet AtLeast(VersionCut cut) => cut.IsLeast ? All : new VersionSet(false, [cut]);

    internal static VersionSet Below(VersionCut cut) => cut.IsLeast ? None : new VersionSet(true, [cut]);

    internal static VersionSet Between(VersionCut low, VersionCut high)
    {
        if (low.CompareTo(high) >= 0) return None;
        return low.IsLeast ? Below(high) : new VersionSet(false, [low, high]);
    }

    // One walk over the cuts of both: where the answer changes, the result has a cut.
    private VersionSet Combine(VersionSet other, bool both)
    {
        ReadOnlySpan<VersionCut> left = _cuts.AsSpan();
        ReadOnlySpan<VersionCut> right = other._cuts.AsSpan();
        ImmutableArray<VersionCut>.Builder cuts = ImmutableArray.CreateBuilder<VersionCut>(left.Length + right.Length);
        bool inLeft = _beginsInside;
        bool inRight = other._beginsInside;
        bool begins = both ? inLeft && inRight : inLeft || inRight;
        bool inside = begins;
        int l = 0;
        int r = 0;
        while (l < left.Length || r < right.Length)
        {
            int c = l == left.Length ? 1 : r == right.Length ? -1 : left[l].CompareTo(right[r]);
            VersionCut cut = c <= 0 ? left[l] : right[r];
            if (c <= 0)
            {
                inLeft = !inLeft;
                l++;
            }

            if (c >= 0)
            {
                inRight = !inRight;
                r++;
            }

            bool now = both ? inLeft && inRight : inLeft || inRight;
            if (now == inside) continue;
            inside = now;
            cuts.Add(cut);
        }

        return cuts.Count == 0 ? (begins ? All : None) : new VersionSet(begins, cuts.DrainToImmutable());
    }

    // Whether a version lies in this set and in the other one (or in its complement), without building the intersection.
    private bool Meets(VersionSet other, bool complemented)
    {
        ReadOnlySpan<VersionCut> left = _cuts.AsSpan();
        ReadOnlySpan<VersionCut> right = other._cuts.AsSpan();
        bool inLeft = _beginsInside;
        bool inRight = other._beginsInside ^ complemented;
        int l = 0;
        int r = 0;
        while (true)
        {
            if (inLeft && inRight) return true;
            if (l == left.Length && r == right.Length) return false;
            int c = l == left.Length ? 1 : r == right.Length ? -1 : left[l].CompareTo(right[r]);
            if (c <= 0)
            {
                inLeft = !inLeft;
                l++;
            }

            if (c >= 0)
            {
                inRight = !inRight;
                r++;
            }
        }
    }
}
