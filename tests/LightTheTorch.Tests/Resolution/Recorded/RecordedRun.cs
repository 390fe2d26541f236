using System.Collections.Immutable;
using System.Text.Json;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution;
using LightTheTorch.Targets;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Resolution.Recorded;

/// <summary>One recorded run of uv: a requirement set of <c>../shared/sets</c> on one target, and the pins that uv chose.</summary>
/// <param name="Set">The name of the recording, <c>vision-lowest-direct</c>.</param>
/// <param name="Key">Backend, Python and platform, <c>cu118-3.12-linux_x86_64</c>.</param>
/// <param name="Request">The same question.</param>
/// <param name="Pins">The recorded answer; null where uv found none.</param>
internal sealed record RecordedRun(string Set, string Key, ResolutionRequest Request, ImmutableSortedDictionary<string, PyVersion>? Pins)
{
    private const string LowestDirect = "-lowest-direct";

    public string Id => $"{Set} {Key}";

    /// <summary>Every run of every set, in the order of their names.</summary>
    public static IEnumerable<RecordedRun> All(string sets)
    {
        foreach (string path in Directory.EnumerateFiles(Path.Combine(sets, "expected"), "*.json").Order(StringComparer.Ordinal))
        {
            string set = Path.GetFileNameWithoutExtension(path);
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
            foreach (JsonProperty run in document.RootElement.EnumerateObject())
                yield return new RecordedRun(set, run.Name, RequestOf(sets, set, run.Name), PinsOf(run.Value));
        }
    }

    public static RecordedRun Find(string sets, string set, string key) => All(sets).Single(run => run.Set == set && run.Key == key);

    private static ResolutionRequest RequestOf(string sets, string set, string key)
    {
        string[] parts = key.Split('-');
        string platform = parts[2] == "macos_arm64" ? "macos_arm64:13.0" : parts[2];
        string input = set.Replace(LowestDirect, "", StringComparison.Ordinal) + ".in";
        bool lowest = set.EndsWith(LowestDirect, StringComparison.Ordinal);
        return new ResolutionRequest(
            new Target(BackendName.Parse(parts[0]), Platform.Parse(platform), PythonVersion.Parse(parts[1])),
            [
                .. File.ReadAllLines(Path.Combine(sets, input)).Index().Where(static line => line.Item.Trim().Length > 0)
                    .Select(line => new InputRequirement(Requirement.Parse(line.Item.Trim()), new SourceLocation(input, line.Index + 1, 1))),
            ])
        {
            Options = new ResolutionOptions
            {
                Mode = lowest ? ResolutionMode.LowestDirect : ResolutionMode.Highest,
                AllowBuild = set == "whisper" ? [PackageName.Parse("openai-whisper")] : [],
            },
        };
    }

    private static ImmutableSortedDictionary<string, PyVersion>? PinsOf(JsonElement run) => !run.TryGetProperty("pins", out JsonElement pins)
        ? null
        : pins.EnumerateObject().ToImmutableSortedDictionary(static pin => pin.Name, static pin => PyVersion.Parse(pin.Value.GetString()!), StringComparer.Ordinal);
}
