using System.Globalization;

namespace LightTheTorch.Targets;

/// <summary>The oldest release of glibc, musl or macOS that a target stands for.</summary>
public readonly record struct PlatformFloor(int Major, int Minor) : IComparable<PlatformFloor>
{
    /// <summary>Accepts two numbers of at most two digits with a dot between them: <c>2.28</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PlatformFloor floor)
    {
        floor = default;
        int dot = text.IndexOf('.');
        if (dot is < 1 or > 2 || text.Length - dot - 1 is < 1 or > 2) return false;
        if (!int.TryParse(text[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out int major)) return false;
        if (!int.TryParse(text[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int minor)) return false;
        floor = new PlatformFloor(major, minor);
        return true;
    }

    public int CompareTo(PlatformFloor other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");
}
