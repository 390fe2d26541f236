using LightTheTorch.Versions;

namespace LightTheTorch.Resolution;

/// <summary>
/// Versions from the best to the worst, seen from one that everybody would take: it and what lies behind it first, the newest first; then what lies
/// before it, the newest first too. So nobody is given a newer torch than they would take alone, at the price of an older package that asks for it.
/// </summary>
/// <param name="Start">The first of all; the version of the target that could go least far.</param>
/// <param name="IsLowest">The whole order the other way round, the oldest first.</param>
public sealed record VersionOrder(PyVersion Start, bool IsLowest) : IComparer<PyVersion>
{
    /// <summary>Below zero if <paramref name="x"/> is better.</summary>
    public int Compare(PyVersion? x, PyVersion? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        int order = IsBeyond(x).CompareTo(IsBeyond(y));
        return order != 0 ? order : IsLowest ? x.CompareTo(y) : y.CompareTo(x);
    }

    private bool IsBeyond(PyVersion version) => IsLowest ? version < Start : version > Start;
}
