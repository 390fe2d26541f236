using System.Text.Json;
using LightTheTorch.Names;

namespace LightTheTorch.Tests.Names;

/// <summary>Every row of <c>names.jsonl</c>.</summary>
public sealed class NameOracleTests
{
    public static TheoryData<int> Rows => Oracles.Lines("names.jsonl");

    [Theory]
    [MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public void TryParse_NormalizesAsPackagingDoes(int line)
    {
        JsonElement row = Oracles.Row("names.jsonl", line);
        string? expected = row.TextOrNull("norm");
        Assert.Equal(expected, PackageName.TryParse(row.Text("in"), out PackageName? package) ? package.Value : null);
        Assert.Equal(expected, ExtraName.TryParse(row.Text("in"), out ExtraName? extra) ? extra.Value : null);
        Assert.Equal(expected, GroupName.TryParse(row.Text("in"), out GroupName? group) ? group.Value : null);
    }
}
