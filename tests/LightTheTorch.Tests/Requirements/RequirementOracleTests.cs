using System.Text.Json;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Text;

namespace LightTheTorch.Tests.Requirements;

/// <summary>Every row of <c>requirements.jsonl</c>.</summary>
public sealed class RequirementOracleTests
{
    public static TheoryData<int> Rows => Oracles.Lines("requirements.jsonl");

    [Theory]
    [MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public void TryParse_ReadsAsPackagingDoes(int line)
    {
        JsonElement row = Oracles.Row("requirements.jsonl", line);
        bool parsed = Requirement.TryParse(row.Text("in"), out Requirement? requirement, out ParseError? error);
        Assert.Equal(!row.Has("error"), parsed);
        if (requirement is null)
        {
            Assert.NotNull(error);
            Assert.Equal(PackagingWords.InOurStyle(row.Text("message")), error.Message);
            if (row.GetProperty("column") is { ValueKind: JsonValueKind.Number } column) Assert.Equal(column.GetInt32(), error.Span.Start);
            return;
        }

        Assert.Equal(row.Text("name"), requirement.NameAsWritten);
        Assert.Equal(row.Text("norm"), requirement.Name.Value);
        Assert.Equal(row.Texts("extras").Select(NormalizedName.Fold).Distinct().Order(StringComparer.Ordinal), requirement.Extras.Select(extra => extra.Value));
        Assert.Equal(row.Text("specifier"), requirement.Specifier.ToString());
        Assert.Equal(row.TextOrNull("url"), requirement.Url);
        Assert.Equal(row.TextOrNull("marker"), requirement.Marker?.ToString());
    }
}
