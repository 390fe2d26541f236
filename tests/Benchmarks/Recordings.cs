using System.Text.Json;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution;
using LightTheTorch.Targets;

namespace LightTheTorch.Benchmarks;

/// <summary>
/// Recorded requirement sets on recorded targets, named as <c>vision cu126-3.12-linux_x86_64</c>. <c>LTT_INDEX</c> names the whole recorded index,
/// unpacked; then there is one for each recording, the target with the most pins. Otherwise they are some that the slice answers.
/// </summary>
internal static class Recordings
{
    private const string LowestDirect = "-lowest-direct";

    private static readonly string? s_whole = Environment.GetEnvironmentVariable("LTT_INDEX");
    private static readonly string s_sets = Path.Combine(Fixtures.Folder, "sets");

    /// <summary>The mirror that has their pages and METADATA.</summary>
    public static string Index => s_whole ?? Path.Combine(Fixtures.Folder, "index");

    public static IEnumerable<string> Names => s_whole is not null
        ? Directory.EnumerateFiles(Path.Combine(s_sets, "expected"), "*.json").Order(StringComparer.Ordinal).Select(Largest)
        : from set in (string[])["transformers", "lightning", "vision"] from backend in (string[])["cpu", "cu126"] select $"{set} {backend}-3.12-linux_x86_64";

    public static ResolutionRequest Request(string name)
    {
        if (name.Split(' ') is not [var recording, var key] || key.Split('-') is not [var backend, var python, var platform]) throw new ArgumentException($"no recording: `{name}`", nameof(name));
        string set = recording.Replace(LowestDirect, "", StringComparison.Ordinal);
        return new ResolutionRequest(
            new Target(BackendName.Parse(backend), Platform.Parse(platform == "macos_arm64" ? "macos_arm64:13.0" : platform), PythonVersion.Parse(python)),
            [
                .. File.ReadLines(Path.Combine(s_sets, set + ".in")).Select(static line => line.Trim()).Where(static line => line.Length > 0)
                    .Select((line, i) => new InputRequirement(Requirement.Parse(line), new SourceLocation("requirements.in", i + 1, 1))),
            ])
        {
            Options = new ResolutionOptions
            {
                Mode = recording.EndsWith(LowestDirect, StringComparison.Ordinal) ? ResolutionMode.LowestDirect : ResolutionMode.Highest,
                AllowBuild = set == "whisper" ? [PackageName.Parse("openai-whisper")] : [],
            },
        };
    }

    private static string Largest(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        string key = document.RootElement.EnumerateObject().Where(static run => run.Value.TryGetProperty("pins", out _))
            .MaxBy(static run => run.Value.GetProperty("pins").EnumerateObject().Count()).Name;
        return $"{Path.GetFileNameWithoutExtension(file)} {key}";
    }
}
