using System.Collections.Immutable;
using System.Globalization;
using LightTheTorch.Targets;

namespace LightTheTorch.Wheels;

/// <summary>The tags that one platform and Python take, best first (PEP 425, 600, 656; CPython's part of packaging's list).</summary>
public sealed class SupportedTags
{
    private readonly Dictionary<WheelTag, int> _ranks;

    private SupportedTags(ImmutableArray<WheelTag> ordered)
    {
        Ordered = ordered;
        _ranks = new Dictionary<WheelTag, int>(ordered.Length);
        for (int rank = 0; rank < ordered.Length; rank++) _ranks.TryAdd(ordered[rank], rank);
    }

    /// <summary>Best first; a tag's index is its rank.</summary>
    public ImmutableArray<WheelTag> Ordered { get; }

    public int Count => Ordered.Length;

    /// <summary>Sorts the usable wheels of one version best first, as pip does: by tag, then the higher build, then by name so that no tie is left to chance.</summary>
    public IComparer<WheelFileName> Preference => Comparer<WheelFileName>.Create((left, right) =>
    {
        int order = (Rank(left) ?? int.MaxValue).CompareTo(Rank(right) ?? int.MaxValue);
        if (order == 0) order = Nullable.Compare(right.Build, left.Build);
        return order != 0 ? order : string.CompareOrdinal(left.Text, right.Text);
    });

    public static SupportedTags For(Platform platform, PythonVersion python)
    {
        string[] platforms = [.. PlatformTags.For(platform)];
        return new SupportedTags([.. CPython(python, platforms), .. Compatible(python, platforms)]);
    }

    /// <summary>The rank of the best of a wheel's tags, 0 being best of all; null when it cannot be used here, as no variant wheel can.</summary>
    public int? Rank(WheelFileName wheel)
    {
        if (wheel.VariantLabel is not null) return null;
        int? best = null;
        foreach (WheelTag tag in wheel.Tags)
        {
            if (_ranks.TryGetValue(tag, out int rank) && !(rank >= best)) best = rank;
        }

        return best;
    }

    // This very ABI, then the stable one (PEP 384; PEP 803 for free-threaded builds), then none, then the stable ABI of each older Python.
    private static IEnumerable<WheelTag> CPython(PythonVersion python, string[] platforms)
    {
        string interpreter = Interpreter("cp", python.Minor);
        string abi = interpreter + (python.IsFreeThreaded ? "t" : python.Minor < 8 ? "m" : "");
        string stable = python.IsFreeThreaded ? "abi3t" : "abi3";
        foreach (string own in (string[])[abi, stable, "none"])
        {
            foreach (string platform in platforms) yield return new WheelTag(interpreter, own, platform);
        }

        for (int minor = python.Minor - 1; minor >= 2; minor--)
        {
            foreach (string platform in platforms) yield return new WheelTag(Interpreter("cp", minor), stable, platform);
        }
    }

    // Wheels without an ABI, for any Python 3 up to this one; then those without a platform.
    private static IEnumerable<WheelTag> Compatible(PythonVersion python, string[] platforms)
    {
        string[] interpreters = [Interpreter("py", python.Minor), "py3", .. Enumerable.Range(0, python.Minor).Reverse().Select(minor => Interpreter("py", minor))];
        foreach (string interpreter in interpreters)
        {
            foreach (string platform in platforms) yield return new WheelTag(interpreter, "none", platform);
        }

        foreach (string interpreter in interpreters.Prepend(Interpreter("cp", python.Minor))) yield return new WheelTag(interpreter, "none", "any");
    }

    private static string Interpreter(string prefix, int minor) => string.Create(CultureInfo.InvariantCulture, $"{prefix}3{minor}");
}
