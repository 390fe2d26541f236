using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Versions;
using NuGet.Versioning;

namespace LightTheTorch.Torch;

/// <summary>A range of versions as vendors number their drivers, toolkits and releases, written as NuGet writes ranges: <c>[525.60.13,)</c>.</summary>
/// <remarks>Whole versions are compared, so Windows driver 525.60 is below 527.41 although both belong to one CUDA major.</remarks>
public sealed class VendorRange : IEquatable<VendorRange>
{
    private readonly VersionRange _range;

    private VendorRange(VersionRange range) => _range = range;

    public static VendorRange Any { get; } = new(VersionRange.All);

    /// <summary>The lowest version named, or <see langword="null"/> when the range is open below.</summary>
    public NuGetVersion? Lowest => _range.HasLowerBound ? _range.MinVersion : null;

    /// <summary>The highest version named, or <see langword="null"/> when the range is open above.</summary>
    public NuGetVersion? Highest => _range.HasUpperBound ? _range.MaxVersion : null;

    public bool IncludesHighest => _range.HasUpperBound && _range.IsMaxInclusive;

    /// <summary>Takes intervals such as <c>[2.6, 2.15)</c>, <c>[580.65.06,)</c>, <c>[2.7.1]</c> and a bare minimum such as <c>2.6</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out VendorRange? range)
    {
        // A floating range (`2.*`) says "newest" to NuGet and would silently mean something else here.
        bool valid = VersionRange.TryParse(text, allowFloating: false, out VersionRange? parsed) && IsOrdered(parsed);
        range = valid && parsed is not null ? new VendorRange(parsed) : null;
        return range is not null;
    }

    /// <exception cref="FormatException">The text is no range.</exception>
    public static VendorRange Parse(string text) =>
        TryParse(text, out VendorRange? range) ? range : throw new FormatException($"version range is invalid: '{text}'");

    public bool Contains(NuGetVersion version) => _range.Satisfies(version);

    /// <summary>Whether the release that a Python version belongs to is inside; a nightly of 2.15.0 counts as 2.15.0.</summary>
    public bool Contains(PyVersion version) => Contains(ReleaseOf(version));

    public bool Equals(VendorRange? other) => other is not null && other._range.Equals(_range);

    public override bool Equals(object? obj) => Equals(obj as VendorRange);

    public override int GetHashCode() => _range.GetHashCode();

    /// <summary>Reads like a specifier: <c>&gt;=2.6,&lt;2.15</c>, <c>==2.7.1</c>, <c>any</c>.</summary>
    public override string ToString()
    {
        if (Lowest is null && Highest is null) return "any";
        if (Lowest is not null && Lowest == Highest) return $"=={Written(Lowest)}";
        string low = Lowest is null ? "" : (_range.IsMinInclusive ? ">=" : ">") + Written(Lowest);
        string high = Highest is null ? "" : (_range.IsMaxInclusive ? "<=" : "<") + Written(Highest);
        return low.Length > 0 && high.Length > 0 ? $"{low},{high}" : low + high;
    }

    /// <summary>A vendor's version as its vendor writes it: 580.65.06 keeps its zero.</summary>
    internal static string Written(NuGetVersion version) => version.OriginalVersion ?? version.ToNormalizedString();

    internal static NuGetVersion ReleaseOf(PyVersion version)
    {
        int Part(int index) => index >= version.Release.Length ? 0 : version.Release[index].TryGetInt64(out long number) && number < int.MaxValue ? (int)number : int.MaxValue;
        return new NuGetVersion(Part(0), Part(1), Part(2), Part(3));
    }

    private static bool IsOrdered(VersionRange? range) =>
        range is { HasLowerBound: true, HasUpperBound: true } ? range.MinVersion! <= range.MaxVersion! : range is not null;
}
