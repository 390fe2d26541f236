using System.Text.Json;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Versions;

/// <summary>Every row of <c>specifiers.jsonl</c>.</summary>
public sealed class SpecifierOracleTests
{
    public static TheoryData<int> Rows => Oracles.Lines("specifiers.jsonl");

    [Theory]
    [MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public void Filter_TakesWhatPackagingTakes(int line)
    {
        JsonElement row = Oracles.Row("specifiers.jsonl", line);
        bool parsed = SpecifierSet.TryParse(row.Text("spec"), out SpecifierSet? set);
        Assert.Equal(!row.Has("error"), parsed);
        if (set is null) return;
        Assert.Equal(row.Text("str"), set.ToString());
        Assert.Equal(row.Texts("out"), set.Filter(row.Texts("versions"), row.Flag("pre")));
        Assert.Equal(set, SpecifierSet.Parse(set.ToString()));
    }
}
