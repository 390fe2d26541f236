using System.Text.Json;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Versions;

/// <summary>Every row of <c>versions.jsonl</c> and <c>version_order.jsonl</c>.</summary>
public sealed class VersionOracleTests
{
    public static TheoryData<int> Versions => Oracles.Lines("versions.jsonl");

    public static TheoryData<int> Orders => Oracles.Lines("version_order.jsonl");

    [Theory]
    [MemberData(nameof(Versions), DisableDiscoveryEnumeration = true)]
    public void TryParse_ReadsAsPackagingDoes(int line)
    {
        JsonElement row = Oracles.Row("versions.jsonl", line);
        bool parsed = PyVersion.TryParse(row.Text("in"), out PyVersion? version);
        Assert.Equal(!row.Has("error"), parsed);
        if (version is null) return;
        Assert.Equal(row.Text("norm"), version.ToString());
        Assert.Equal(row.Text("canonical"), version.ToCanonicalString());
        Assert.Equal(row.Text("public"), version.Public.ToString());
        Assert.Equal(row.Text("base"), version.Base.ToString());
        Assert.Equal(row.GetProperty("epoch").GetRawText(), version.Epoch.ToString());
        Assert.Equal(row.GetProperty("release").EnumerateArray().Select(number => number.GetRawText()), version.Release.Select(number => number.ToString()));
        Assert.Equal(row.TextOrNull("local") ?? "", string.Join('.', version.Local));
        Assert.Equal(row.Flag("is_prerelease"), version.IsPrerelease);
        Assert.Equal(row.Flag("is_postrelease"), version.Post is not null);
        Assert.Equal(row.Flag("is_devrelease"), version.Dev is not null);
        Assert.Equal(Number(row, "post"), version.Post?.ToString());
        Assert.Equal(Number(row, "dev"), version.Dev?.ToString());
        Assert.Equal(row.GetProperty("pre").ValueKind == JsonValueKind.Null ? null : $"{row.GetProperty("pre")[0]}{row.GetProperty("pre")[1].GetRawText()}", Phase(version));
        Assert.Equal(version, PyVersion.Parse(version.ToString()));
    }

    [Theory]
    [MemberData(nameof(Orders), DisableDiscoveryEnumeration = true)]
    public void CompareTo_OrdersAsPackagingDoes(int line)
    {
        JsonElement row = Oracles.Row("version_order.jsonl", line);
        if (!row.Has("chain"))
        {
            AssertOrder(PyVersion.Parse(row.Text("a")), PyVersion.Parse(row.Text("b")), row.GetProperty("cmp").GetInt32());
            return;
        }

        PyVersion[] chain = [.. row.Texts("chain").Select(PyVersion.Parse)];
        for (int i = 0; i < chain.Length; i++)
        {
            for (int j = 0; j < chain.Length; j++) AssertOrder(chain[i], chain[j], i.CompareTo(j));
        }
    }

    private static void AssertOrder(PyVersion left, PyVersion right, int expected)
    {
        Assert.Equal(expected, Math.Sign(left.CompareTo(right)));
        Assert.Equal(-expected, Math.Sign(right.CompareTo(left)));
        Assert.Equal(expected == 0, left == right);
        if (expected == 0) Assert.Equal(left.GetHashCode(), right.GetHashCode());
    }

    private static string? Number(JsonElement row, string name) => row.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : null;

    private static string? Phase(PyVersion version) => version.Pre switch
    {
        null => null,
        { Phase: PrePhase.Alpha, Number: var number } => "a" + number,
        { Phase: PrePhase.Beta, Number: var number } => "b" + number,
        { Number: var number } => "rc" + number,
    };
}
