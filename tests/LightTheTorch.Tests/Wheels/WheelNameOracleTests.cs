using System.Text.Json;
using LightTheTorch.Names;
using LightTheTorch.Wheels;

namespace LightTheTorch.Tests.Wheels;

/// <summary>wheel_names.jsonl: names of wheels and source distributions, as packaging reads them.</summary>
public sealed class WheelNameOracleTests
{
    private const string Table = "wheel_names.jsonl";

    public static TheoryData<int> Rows => Oracles.Lines(Table);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Parse_AgreesWithPackaging(int line)
    {
        JsonElement row = Oracles.Row(Table, line);
        string file = row.GetProperty("file").GetString()!;
        string actual = WheelFileName.TryParse(file, out WheelFileName? wheel) && wheel.VariantLabel is null ? Show(wheel)
            : SdistFileName.TryParse(file, out SdistFileName? sdist) ? $"sdist {sdist.Name} {sdist.Version}"
            : "error";
        Assert.Equal(Expected(row), actual);
    }

    // Core metadata, "Name": a name consists of ASCII letters, digits, `-`, `_` and `.`, and begins and ends with a letter or digit.
    // packaging reads a file name without holding it to that ("_torch-1.0-..." is "-torch"); nothing can ask for such a project.
    private static string Expected(JsonElement row)
    {
        if (row.TryGetProperty("error", out _) || !PackageName.TryParse(row.GetProperty("name").GetString(), out PackageName? name)) return "error";
        string version = row.GetProperty("version").GetString()!;
        if (row.GetProperty("kind").GetString() == "sdist") return $"sdist {name} {version}";
        string build = string.Concat(row.GetProperty("build").EnumerateArray());
        return $"wheel {name} {version} [{build}] {string.Join(' ', row.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()))}";
    }

    private static string Show(WheelFileName wheel) =>
        $"wheel {wheel.Name} {wheel.Version} [{wheel.Build}] {string.Join(' ', wheel.Tags.Select(tag => tag.ToString()).Order(StringComparer.Ordinal))}";
}
