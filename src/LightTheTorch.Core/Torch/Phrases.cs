using System.Collections.Immutable;
using LightTheTorch.Targets;

namespace LightTheTorch.Torch;

/// <summary>Lists in sentences.</summary>
internal static class Phrases
{
    /// <summary><c>`cpu`, `cu126` and `xpu`</c></summary>
    public static string Names(IEnumerable<string> names) => List(names.Select(name => $"`{name}`"));

    /// <summary><c>a, b and c</c></summary>
    public static string List(IEnumerable<string> items)
    {
        ImmutableArray<string> all = [.. items];
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    /// <summary><c>3.9 to 3.13, 3.13t</c>: the ordinary builds as a span, for they have no gaps.</summary>
    public static string Pythons(ImmutableArray<PythonVersion> pythons)
    {
        ImmutableArray<PythonVersion> ordinary = [.. pythons.Where(python => !python.IsFreeThreaded)];
        string span = ordinary.Length > 1 ? $"{ordinary[0]} to {ordinary[^1]}" : string.Concat(ordinary);
        return string.Join(", ", pythons.Where(python => python.IsFreeThreaded).Select(python => python.ToString()).Prepend(span));
    }
}
