using System.Text.Json;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Inputs;
using LightTheTorch.Names;
using LightTheTorch.Requirements;

namespace LightTheTorch.Tests.Inputs;

/// <summary>The rows of the tables of inputs about which readers differ: the side taken, why, and that it is taken.</summary>
public sealed class DoubtfulInputsTests
{
    private static readonly Dictionary<string, string> s_sides = new()
    {
        ["extras-self"] = "the reader keeps `demo[test]` as the table has it; choosing an extra expands it, as pip does when it installs the project",
        ["extras-same-normalised"] = "both are kept; asked for by the one name they share they count as one extra (PEP 685 compares by normal form)",
        ["extras-bad-name"] = "kept, and nobody can ask for it: a mistake in an extra that is not locked is not ltt's to judge",
        ["dynamic-and-static"] = "dynamic wins, as in the table: PEP 621 forbids to state both, and the backend would decide",
        ["bom"] = "taken: Windows editors write one, and what follows is plain",
        ["groups-diamond"] = "items are listed twice, as PEP 735 has it; for a lock that is the same as once",
    };

    [Fact]
    public void EveryDoubtfulRowOfTheTable_HasASide()
    {
        string[] doubtful = [.. File.ReadAllLines(Oracles.PathOf("pyproject", "expected.jsonl")).Select(l => JsonElement.Parse(l)).Where(r => r.Flag("doubtful") == true).Select(r => r.Text("case"))];

        Assert.Equal(s_sides.Keys.Order(StringComparer.Ordinal), doubtful.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("extras-same-normalised", "dev-tools", "a b")]
    [InlineData("extras-same-normalised", "Dev_Tools", "a b")]
    [InlineData("extras-self", "all", "a pytest b")]
    [InlineData("extras-bad-name", "bad", "no extra `bad`")]
    [InlineData("dynamic-and-static", null, "`project.dependencies` is dynamic")]
    [InlineData("bom", null, "")]
    public async Task Projects_AreReadAsSaid(string name, string? extra, string expected)
    {
        InputContext context = new(new DiskFiles(), Path.GetFullPath(Oracles.PathOf("pyproject", name)), new Dictionary<string, string>());
        InputRequest request = new() { Inputs = ["pyproject.toml"], Extras = extra is null ? [] : [ExtraName.Parse(extra)] };
        string said;
        try
        {
            InputSet set = await new InputReader(context).ReadAsync(request, TestContext.Current.CancellationToken);
            said = string.Join(' ', set.Requirements.Select(r => r.Requirement.Name));
        }
        catch (LttException failure)
        {
            said = failure.Diagnostics[0].Message;
        }

        Assert.Contains(expected, said, StringComparison.Ordinal);
    }

    /// <summary>Accidents of pip: taken where they do no harm, explained where they would.</summary>
    [Theory]
    [InlineData("options-abbreviated", "`--extra https://b.example/simple` is not supported")]    // read like pip, then judged like any index line
    [InlineData("hash-space", "")]                                                                // taken: older files have it
    [InlineData("url-bad-scheme", "looks like a filename, but the file does not exist")]          // pip takes it for a path; the message shows it
    public async Task RequirementsFiles_AreReadAsSaid(string name, string expected)
    {
        InputContext context = new(new DiskFiles(), Path.GetFullPath(Oracles.PathOf("requirements_files", name)), new Dictionary<string, string>());
        InputRequest request = new() { Inputs = ["requirements.txt"] };
        string said = "";
        try
        {
            InputSet set = await new InputReader(context).ReadAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal("sha256:" + new string('a', 64), set.Requirements.Single().Hashes.Single());
        }
        catch (LttException failure)
        {
            said = failure.Diagnostics[0].Message;
        }

        Assert.Contains(expected, said, StringComparison.Ordinal);
        Assert.Equal(expected.Length == 0, said.Length == 0);
    }

    [Fact]
    public async Task AGroupReachedTwice_ListsItsItemsTwice()
    {
        InputContext context = new(new DiskFiles(), Path.GetFullPath(Oracles.PathOf("pyproject", "groups-diamond")), new Dictionary<string, string>());

        InputSet set = await new InputReader(context).ReadAsync(new InputRequest { Inputs = ["pyproject.toml"], Groups = [GroupName.Parse("d")] }, TestContext.Current.CancellationToken);

        Assert.Equal(["x", "x"], set.Requirements.Select((InputRequirement r) => r.Requirement.Name.Value));
    }
}
