namespace LightTheTorch.Versions;

/// <summary>Where a cut lies, seen from the version that names it.</summary>
internal enum CutPlace
{
    /// <summary>Just before the version.</summary>
    Before,

    /// <summary>Just after the version; its local builds lie beyond.</summary>
    After,

    /// <summary>After the final version, its local builds and all its post-releases.</summary>
    AfterPosts,
}

/// <summary>
/// A point between two versions on the line of all versions. PEP 440's rules about local versions and about the pre- and post-releases of a
/// bound are rules about where an operator cuts; once the line is cut, sets of versions need no further rule.
/// </summary>
/// <remarks>Two cuts with no version between them are one and the same value, so that sets have a normal form.</remarks>
internal readonly struct VersionCut : IEquatable<VersionCut>, IComparable<VersionCut>
{
    private static readonly PyVersion s_least = PyVersion.Parse("0.dev0");

    private VersionCut(PyVersion version, CutPlace place)
    {
        Version = version;
        Place = place;
    }

    public PyVersion Version { get; }

    public CutPlace Place { get; }

    /// <summary>No version lies below this cut.</summary>
    public bool IsLeast => Place == CutPlace.Before && Version <= s_least;

    public static VersionCut Before(PyVersion version) => new(version, CutPlace.Before);

    public static VersionCut After(PyVersion version) => new(version, CutPlace.After);

    /// <summary>After the version and all its local builds, which is where its next possible sibling begins.</summary>
    public static VersionCut AfterLocals(PyVersion version) => Before(version switch
    {
        { Dev: { } dev } => version.With(version.Pre, version.Post, dev.Next()),
        { Post: { } post } => version.With(version.Pre, post.Next(), 0),
        _ => version.With(version.Pre, 0, 0),
    });

    /// <summary>After the version and all its post-releases: PEP 440, "Exclusive ordered comparison", what <c>&gt;V</c> leaves out.</summary>
    public static VersionCut AfterPosts(PyVersion version) => version switch
    {
        { Dev: not null } or { Post: not null } => AfterLocals(version),
        { Pre: { } pre } => Before(version.With((pre.Phase, pre.Number.Next()), null, 0)),
        _ => new VersionCut(version.Public, CutPlace.AfterPosts),
    };

    /// <summary>Whether the version lies above this cut.</summary>
    public bool IsBelow(PyVersion version)
    {
        int c = Version.CompareTo(version);
        return Place switch
        {
            CutPlace.Before => c <= 0,
            CutPlace.After => c < 0,
            _ => c < 0 && !SharesRelease(version),
        };
    }

    public int CompareTo(VersionCut other)
    {
        int c = Version.CompareTo(other.Version);
        if (Place == other.Place) return c;
        if (Place == CutPlace.AfterPosts) return c > 0 || SharesRelease(other.Version) ? 1 : -1;
        if (other.Place == CutPlace.AfterPosts) return c < 0 || SharesRelease(other.Version) ? -1 : 1;
        return c != 0 ? c : Place.CompareTo(other.Place);
    }

    public bool Equals(VersionCut other) => Place == other.Place && Version.Equals(other.Version);

    public override bool Equals(object? obj) => obj is VersionCut other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Version, Place);

    private bool SharesRelease(PyVersion other) =>
        Version.Epoch == other.Epoch && Version.SignificantRelease.SequenceEqual(other.SignificantRelease);
}
