using System.Text.Json;
using LightTheTorch.Tests.Cli;

namespace LightTheTorch.Tests.Docs;

/// <summary><c>docs/json.md</c> says of every command's <c>--json</c> which keys there are and what they hold: no more and no less than is printed.</summary>
public sealed class JsonPageTests
{
    [Fact]
    public async Task Page_NamesEveryKeyAndNoOther()
    {
        Dictionary<string, Dictionary<string, string>> page = Read();
        await using JsonRuns runs = new();
        Dictionary<string, HashSet<(string Path, string Type)>> printed = [];
        foreach ((string command, JsonElement answer) in await runs.RunAsync())
        {
            Assert.Equal(1, answer.GetProperty("format").GetInt32());
            if (!printed.TryGetValue(command, out HashSet<(string, string)>? keys)) printed[command] = keys = [];
            keys.UnionWith(answer.EnumerateObject().Where(property => property.Name != "format").SelectMany(property => Flatten(property.Name, property.Value, page.GetValueOrDefault(command) ?? [])));
        }

        List<string> wrong = [];
        foreach ((string command, HashSet<(string Path, string Type)> keys) in printed.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Dictionary<string, string> documented = page.GetValueOrDefault(command) ?? [];
            wrong.AddRange(keys.Where(key => !IsDocumented(key, documented)).Select(key => $"{command}: `{key.Path}` | {key.Type} is printed, and not in docs/json.md"));
            wrong.AddRange(documented.Keys.Where(path => !keys.Any(key => IsPrinted(path, key))).Select(path => $"{command}: `{path}` is in docs/json.md, and never printed"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Page_HasEveryCommand()
    {
        string[] withParts = ["", "cache"];
        Assert.Equal(AllCommands.OwnWords().Except(withParts).Append("lock --check").Append("errors").Order(StringComparer.Ordinal), Read().Keys.Order(StringComparer.Ordinal));
    }

    // Of an empty array only its name is known.
    private static bool IsDocumented((string Path, string Type) key, Dictionary<string, string> page) => key.Type.Length == 0
        ? page.Keys.Any(path => path == key.Path || path.StartsWith(key.Path + ".", StringComparison.Ordinal))
        : page.TryGetValue(key.Path, out string? type) && type.Contains(key.Type, StringComparison.Ordinal);

    private static bool IsPrinted(string path, (string Path, string Type) key) =>
        key.Path == path || key.Path.StartsWith(path + ".", StringComparison.Ordinal) || (key.Type.Length == 0 && path.StartsWith(key.Path + ".", StringComparison.Ordinal));

    // A section `## ltt COMMAND`, and in its table | `path` | type | meaning |.
    private static Dictionary<string, Dictionary<string, string>> Read()
    {
        Dictionary<string, Dictionary<string, string>> sections = [];
        string? section = null;
        foreach (string line in File.ReadAllLines(RepoRoot.At("docs", "json.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal)) sections[section = line[3..].Replace("`", "", StringComparison.Ordinal).Replace("ltt ", "", StringComparison.Ordinal).ToLowerInvariant()] = [];
            else if (line.StartsWith("| `", StringComparison.Ordinal) && section is not null && line.Split(" | ") is [var path, var type, _]) sections[section].Add(path[3..^1], type);
        }

        return sections;
    }

    private static IEnumerable<(string Path, string Type)> Flatten(string path, JsonElement value, Dictionary<string, string> page)
    {
        switch (value.ValueKind)
        {
            // An object that another standard describes is not taken apart.
            case JsonValueKind.Object when page.TryGetValue(path, out string? type) && !page.Keys.Any(key => key.StartsWith(path + ".", StringComparison.Ordinal)):
                return [(path, type.Contains("object", StringComparison.Ordinal) ? "object" : "an object")];
            case JsonValueKind.Object:
                return value.EnumerateObject().SelectMany(property => Flatten($"{path}.{property.Name}", property.Value, page));
            case JsonValueKind.Array when value.GetArrayLength() == 0:
                return [(path + "[]", "")];
            case JsonValueKind.Array:
                return value.EnumerateArray().SelectMany(item => Flatten(path + "[]", item, page));
            default:
                return [(path, value.ValueKind switch { JsonValueKind.True or JsonValueKind.False => "boolean", var kind => kind.ToString().ToLowerInvariant() })];
        }
    }
}
