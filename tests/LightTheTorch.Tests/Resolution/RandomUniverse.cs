using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution;
using LightTheTorch.Targets;

namespace LightTheTorch.Tests.Resolution;

/// <summary>
/// A small index with extras, markers, files that do not fit and constraints, made by chance; and every answer to a question about it, found by trying all
/// selections. It is written out as lines of a <see cref="ScenarioIndex"/>, so that the resolver meets pages and METADATA.
/// </summary>
/// <param name="Index">By package, then by version.</param>
/// <param name="Root">The input.</param>
/// <param name="Constraints">For each package the bits of the versions that are allowed.</param>
internal sealed record RandomUniverse(RandomUniverse.Version[][] Index, RandomUniverse.Need[] Root, int[] Constraints)
{
    private const int Packages = 4;
    private const int Versions = 3;
    private const int All = (1 << Versions) - 1;

    // What stands behind a requirement, and for which extra it counts on Linux: 0 always, 1 with x, 2 with y, 3 never, 4 with either.
    private static readonly ImmutableArray<(string Text, int Extra)> s_markers =
    [
        ("", 0),
        (" ; sys_platform == \"linux\" and python_version >= \"3.9\"", 0),
        (" ; sys_platform == \"win32\" or python_version < \"3.9\"", 3),
        (" ; extra == \"x\"", 1),
        (" ; extra == \"x\" and sys_platform == \"linux\"", 1),
        (" ; extra == \"x\" and sys_platform == \"win32\"", 3),
        (" ; extra == \"y\"", 2),
        (" ; extra == \"y\" or (python_version < \"3.9\" and sys_platform == \"linux\")", 2),
        (" ; extra == \"x\" or extra == \"y\"", 4),
    ];

    // Flags of a file, and whether it can be used.
    private static readonly ImmutableArray<(string Text, bool IsUsable)> s_kinds =
        [("", true), ("python >=3.13; ", false), ("tags cp312-cp312-win_amd64; ", false), ("needs <3.12; ", false), ("broken; ", false), ("sdist; ", true), ("sdist dynamic; ", false)];

    private static readonly ImmutableArray<string> s_extras = ["x", "y"];

    private static readonly Gen<Need> s_needs = Gen.Select(Gen.Int[0, Packages - 1], Gen.Int[1, All], Gen.Frequency((3, Gen.Const(0)), (2, Gen.Int[1, 3])), Gen.Frequency((3, Gen.Const(0)), (4, Gen.Int[1, 8])))
        .Select(static need => new Need(need.Item1, need.Item2, need.Item3, need.Item4));

    private static readonly Gen<Version> s_versions = Gen.Select(Gen.Frequency((6, Gen.Const(0)), (1, Gen.Int[1, 6])), s_needs.Array[0, 3])
        .Select(static version => new Version(version.Item1, version.Item2));

    /// <summary>All of them.</summary>
    public static Gen<RandomUniverse> Any { get; } = Gen.Select(s_versions.Array[Versions].Array[Packages], s_needs.Array[1, 3], Gen.Frequency((5, Gen.Const(All)), (1, Gen.Int[1, All])).Array[Packages])
        .Select(static universe => new RandomUniverse(universe.Item1, [.. universe.Item2.Select(static need => need with { Marker = need.Marker < 3 ? need.Marker : 0 })], universe.Item3));

    /// <summary>The lines of the index.</summary>
    public IEnumerable<string> Lines =>
        from package in Index.Index()
        from version in package.Item.Index()
        select $"p{package.Index} {version.Index + 1} {{{s_kinds[version.Item.Kind].Text}extras x y}}{(version.Item.Needs.Length == 0 ? "" : " -> " + string.Join(" & ", version.Item.Needs.Select(static need => need.ToString())))}";

    public ResolutionRequest Request => new(
        new Target(BackendName.Parse("cpu"), Platform.Parse("linux_x86_64"), PythonVersion.Parse("3.12")),
        [.. Root.Select(static (need, i) => new InputRequirement(Requirement.Parse(need.ToString()), new SourceLocation("requirements.in", i + 1, 1)))])
    {
        Constraints = [.. Constraints.Index().Where(static item => item.Item != All).Select(static item => new InputRequirement(Requirement.Parse($"p{item.Index}{Specifier(item.Item)}"), new SourceLocation("constraints.txt", item.Index + 1, 1)))],
    };

    /// <summary>Whether any selection answers the question.</summary>
    public bool HasAnswer => Selections().Any(selection => Pins(selection) is not null);

    /// <summary>The pins of an answer that selects these versions, as <c>p0[x,y] 2</c>; null if it is none.</summary>
    /// <param name="selection">For each package its version from 1, or 0.</param>
    public string? Pins(int[] selection)
    {
        HashSet<(int Package, int Extra)> reached = [];
        Queue<(int Package, int Extra)> open = new();
        if (!Root.All(need => Follow(need, 0))) return null;
        while (open.TryDequeue(out (int Package, int Extra) next))
        {
            Version version = Index[next.Package][selection[next.Package] - 1];
            if (!s_kinds[version.Kind].IsUsable || (Constraints[next.Package] >> (selection[next.Package] - 1) & 1) == 0) return null;
            if (!version.Needs.All(need => Follow(need, next.Extra))) return null;
        }

        if (selection.Index().Any(pick => pick.Item > 0 && !reached.Contains((pick.Index, 0)))) return null;
        return string.Join(", ", selection.Index().Where(static pick => pick.Item > 0).Select(pick => Pin(pick.Index, pick.Item)));

        // True if the requirement does not count, or is met.
        bool Follow(Need need, int extra)
        {
            int marker = s_markers[need.Marker].Extra;
            if (marker == 3 || (marker != 0 && (extra == 0 || (marker != extra && marker != 4)))) return true;
            int chosen = selection[need.Package];
            if (chosen == 0 || (need.Allowed >> (chosen - 1) & 1) == 0) return false;
            if (reached.Add((need.Package, 0))) open.Enqueue((need.Package, 0));
            for (int one = 1; one <= 2; one++)
            {
                if ((need.Extras & one) != 0 && reached.Add((need.Package, one))) open.Enqueue((need.Package, one));
            }

            return true;
        }

        string Pin(int package, int version)
        {
            string extras = string.Join(',', s_extras.Where((_, i) => reached.Contains((package, i + 1))));
            return $"p{package}{(extras.Length > 0 ? $"[{extras}]" : "")} {version}";
        }
    }

    public static ScenarioIndex ToIndex(IEnumerable<string> lines)
    {
        ScenarioIndex index = new();
        foreach (string line in lines) index.Add(line);
        return index;
    }

    public override string ToString() => string.Join('\n', [.. Lines, "? " + string.Join(" & ", Request.Requirements.Select(static input => input.Requirement)), "% constraints " + string.Join(" & ", Request.Constraints.Select(static input => input.Requirement))]);

    private static string Specifier(int allowed) => int.IsPow2(allowed) ? $"=={(int.Log2(allowed) + 1).ToString(CultureInfo.InvariantCulture)}" : $">=1{string.Concat(Enumerable.Range(1, Versions).Where(version => (allowed >> (version - 1) & 1) == 0).Select(static version => $",!={version.ToString(CultureInfo.InvariantCulture)}"))}";

    private static IEnumerable<int[]> Selections()
    {
        for (int code = 0; code < Math.Pow(Versions + 1, Packages); code++)
        {
            int rest = code;
            int[] selection = new int[Packages];
            for (int i = 0; i < Packages; i++, rest /= Versions + 1) selection[i] = rest % (Versions + 1);
            yield return selection;
        }
    }

    /// <summary>A requirement.</summary>
    /// <param name="Package">Of what.</param>
    /// <param name="Allowed">Bits of the versions that meet it.</param>
    /// <param name="Extras">Bit 0 for x, bit 1 for y.</param>
    /// <param name="Marker">Number of the marker.</param>
    internal sealed record Need(int Package, int Allowed, int Extras, int Marker)
    {
        public override string ToString() =>
            $"p{Package}{(Extras > 0 ? $"[{string.Join(',', s_extras.Where((_, i) => (Extras >> i & 1) != 0))}]" : "")}{Specifier(Allowed)}{s_markers[Marker].Text}";
    }

    /// <summary>A version of a package.</summary>
    /// <param name="Kind">Number of the flags.</param>
    /// <param name="Needs">Its requirements.</param>
    internal sealed record Version(int Kind, Need[] Needs);
}
