using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LightTheTorch.Targets;
using LightTheTorch.Wheels;

namespace LightTheTorch.Tests.Wheels;

/// <summary>platforms.json, tags.jsonl and wheel_preference.jsonl: which tags a target takes, and which of several wheels pip takes.</summary>
public sealed class TagOracleTests
{
    private const string TagTable = "tags.jsonl";
    private const string PreferenceTable = "wheel_preference.jsonl";

    public static TheoryData<string> PlatformNames => [.. Platforms().EnumerateObject().Select(platform => platform.Name)];

    public static TheoryData<int> Lists => Oracles.Lines(TagTable, row => row.TryGetProperty("sha256", out _));

    public static TheoryData<int> Ranks => Oracles.Lines(TagTable, row => row.TryGetProperty("rank", out _));

    public static TheoryData<int> Preferences => Oracles.Lines(PreferenceTable);

    [Theory]
    [MemberData(nameof(PlatformNames))]
    public void For_ListsPlatformTagsAsPackagingDoes(string platform) =>
        Assert.Equal(Strings(Platforms().GetProperty(platform)), PlatformTags.For(ParsePlatform(platform)));

    [Theory]
    [MemberData(nameof(Lists))]
    public void For_OrdersTagsAsPackagingDoes(int line)
    {
        JsonElement row = Oracles.Row(TagTable, line);
        SupportedTags tags = Tags(row);
        string text = string.Join('\n', tags.Ordered);
        Assert.Equal(Strings(row.GetProperty("first")), tags.Ordered.Take(4).Select(tag => tag.ToString()));
        Assert.Equal(row.GetProperty("count").GetInt32(), tags.Count);
        Assert.Equal(row.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    [Theory]
    [MemberData(nameof(Ranks))]
    public void Rank_AgreesWithPackaging(int line)
    {
        JsonElement row = Oracles.Row(TagTable, line);
        JsonElement rank = row.GetProperty("rank");
        WheelFileName wheel = WheelFileName.Parse(row.GetProperty("file").GetString()!);
        Assert.Equal(rank.ValueKind == JsonValueKind.Null ? null : rank.GetInt32(), Tags(row).Rank(wheel));
    }

    [Theory]
    [MemberData(nameof(Preferences))]
    public void Order_IsPips(int line)
    {
        JsonElement row = Oracles.Row(PreferenceTable, line);
        SupportedTags tags = Tags(row);
        IEnumerable<string> actual = Strings(row.GetProperty("files"))
            .Select(WheelFileName.Parse)
            .Where(wheel => tags.Rank(wheel) is not null)
            .Order(tags.Preference)
            .Select(wheel => wheel.Text);
        Assert.Equal(Strings(row.GetProperty("order")), actual);
    }

    private static JsonElement Platforms() => JsonElement.Parse(File.ReadAllText(Oracles.PathOf("platforms.json")));

    private static SupportedTags Tags(JsonElement row) =>
        SupportedTags.For(ParsePlatform(row.GetProperty("platform").GetString()!), PythonVersion.Parse(row.GetProperty("python").GetString()!));

    // The tables name a platform by its best tag: manylinux_2_28_x86_64 is linux_x86_64:2.28.
    private static Platform ParsePlatform(string tag)
    {
        string[] parts = tag.Split('_', 4);
        return Platform.Parse(parts[0] switch
        {
            "manylinux" => $"linux_{parts[3]}:{parts[1]}.{parts[2]}",
            "musllinux" => $"musllinux_{parts[3]}:{parts[1]}.{parts[2]}",
            "macosx" => $"macos_{parts[3]}:{parts[1]}.{parts[2]}",
            _ => tag,
        });
    }

    private static IEnumerable<string> Strings(JsonElement array) => array.EnumerateArray().Select(item => item.GetString()!);
}
