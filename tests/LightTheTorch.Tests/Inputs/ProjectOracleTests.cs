using System.Collections.Immutable;
using System.Text.Json;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Inputs;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Requirements.Files;

namespace LightTheTorch.Tests.Inputs;

/// <summary>Every case of the table that <c>pyproject-metadata</c> and <c>packaging.dependency_groups</c> made.</summary>
public sealed class ProjectOracleTests
{
    private const string Table = "pyproject/expected.jsonl";

    private static readonly Dictionary<string, string> s_groupErrors = new()
    {
        ["DuplicateGroupNames"] = "duplicate dependency group names",
        ["CyclicDependencyGroup"] = "cyclic dependency group include",
        ["LookupError"] = "not found",
        ["InvalidRequirement"] = "invalid requirement",
        ["InvalidDependencyGroupObject"] = "invalid dependency group item",
        ["TypeError"] = "unexpected type",
    };

    /// <summary>A byte order mark, which Windows editors write, is no reason to refuse a project; tomllib and uv differ about it too.</summary>
    private static readonly string[] s_kinder = ["bom"];

    public static TheoryData<int> Cases => Oracles.Lines(Table, r => !s_kinder.Contains(r.Text("case")));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Parse_ReadsWhatTheReferenceReads(int row)
    {
        JsonElement expected = Oracles.Row(Table, row);
        string name = expected.Text("case");
        if (expected.Has("error"))
        {
            Assert.NotEmpty(Assert.Throws<LttException>(() => Read(name)).Diagnostics);
            return;
        }

        ProjectFile file = Read(name);
        JsonElement project = expected.GetProperty("project");
        if (project.ValueKind == JsonValueKind.Null) Assert.False(file.HasProject);
        else if (project.Has("error")) Assert.StartsWith($"`{project.Text("field")}`: ", file.Errors[0].Message, StringComparison.Ordinal);
        else Assert.Equal(Project(project), Project(Assert.IsType<ProjectTable>(file.Project)));
        Assert.Equal(Groups(expected.GetProperty("groups")), Groups(file.Groups, expected.GetProperty("groups")));
    }

    [Fact]
    public void Parse_TakesAByteOrderMark() => Assert.NotNull(Read("bom").Project);

    [Theory]
    [InlineData("bad-dependency", "pyproject.toml:4:28: `project.dependencies[1]`: invalid requirement: `b c`: expected semicolon (after name with no version specifier) or end")]
    [InlineData("dependency-not-string", "pyproject.toml:4:22: `project.dependencies[1]`: unexpected type integer (expected string)")]
    [InlineData("no-version", "pyproject.toml:1:2: `project.version`: missing required value")]
    [InlineData("bad-requires-python", "pyproject.toml:4:20: `project.requires-python`: invalid specifier: '>=3.x'")]
    public void Parse_PointsIntoTheString(string name, string message) => Assert.Equal(message, Read(name).Errors[0].ToString());

    private static ProjectFile Read(string name)
    {
        byte[] bytes = File.ReadAllBytes(Oracles.PathOf("pyproject", name, "pyproject.toml"));
        Assert.True(FileEncoding.TryDecode("pyproject.toml", bytes, out string text, out _));
        return ProjectFile.Parse(SourceText.Of("pyproject.toml", text));
    }

    private static string Project(JsonElement project) => string.Join('\n', [
        $"{project.Text("name")} {project.Text("norm")} {project.TextOrNull("version")}",
        Clauses(project.TextOrNull("requires_python")),
        string.Join(' ', project.Texts("dynamic")),
        project.GetProperty("dependencies") is { ValueKind: JsonValueKind.Array } list ? Requirements(list) : "dynamic",
        .. project.GetProperty("extras").EnumerateObject().OrderBy(e => e.Name, StringComparer.Ordinal).Select(e => $"{e.Name}: {Requirements(e.Value)}"),
    ]);

    private static string Project(ProjectTable project) => string.Join('\n', [
        $"{project.NameAsWritten} {project.Name} {project.Version}",
        Clauses(project.RequiresPython?.Versions.ToString()),
        string.Join(' ', project.Dynamic),
        project.Dependencies is { } list ? Requirements(list) : "dynamic",
        .. project.Extras.OrderBy(e => e.Name, StringComparer.Ordinal).Select(e => $"{e.Name}: {Requirements(e.Requirements)}"),
    ]);

    private static IEnumerable<string> Groups(JsonElement groups) => groups.EnumerateObject().Select(g =>
        $"{g.Name}: {(g.Value.ValueKind == JsonValueKind.Array ? Requirements(g.Value) : string.Join(' ', g.Value.Texts("error").Distinct()))}");

    private static IEnumerable<string> Groups(DependencyGroups groups, JsonElement expected)
    {
        Assert.Equal(expected.EnumerateObject().Select(g => g.Name).Order(StringComparer.Ordinal), groups.Names.Select(n => n.Value).Order(StringComparer.Ordinal));
        foreach (JsonProperty group in expected.EnumerateObject())
        {
            ImmutableArray<InputRequirement> found = groups.Resolve(GroupName.Parse(group.Name), out ImmutableArray<Diagnostic> errors);
            yield return $"{group.Name}: {(errors.IsEmpty ? Requirements(found) : string.Join(' ', errors.Select(Kind).Distinct()))}";
        }
    }

    private static string Kind(Diagnostic error) => s_groupErrors.First(e => error.Message.Contains(e.Value, StringComparison.Ordinal)).Key;

    private static string Requirements(JsonElement list) => string.Join("; ", list.EnumerateArray().Select(r =>
        $"{r.Text("name")} {r.Text("norm")} [{string.Join(',', r.Texts("extras"))}] {Clauses(r.Text("specifier"))} {r.TextOrNull("url")} {r.TextOrNull("marker")}"));

    private static string Requirements(ImmutableArray<InputRequirement> list) => string.Join("; ", list.Select(i => i.Requirement).Select(r =>
        $"{r.NameAsWritten} {r.Name} [{string.Join(',', r.Extras)}] {Clauses(r.Specifier.ToString())} {r.Url} {r.Marker}"));

    private static string Clauses(string? specifier) => string.Join(',', (specifier ?? "").Split(',').Order(StringComparer.Ordinal));
}
