using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution;
using LightTheTorch.Targets;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Resolution;

/// <summary>
/// One block of a file in <c>Scenarios</c>: an index (see <see cref="ScenarioIndex"/>), then the question and the answer by the first character of a line.
/// <code>
/// ? requirement &amp; requirement     the input, one line of requirements.in each; --hash=7 behind one allows a file of that hash
/// % name value                     target, constraints, overrides, keep, pre, mode, exclude-newer, allow-build
/// = name version, name version     the pins, or
/// ! sentence                       why there are none, and hints
/// ~ note                           what the user is told beside them
/// @ 3 attempts, 1 conflicts, 2 metadata, 4 incompatibilities
/// </code>
/// </summary>
internal sealed class Scenario(string name, IEnumerable<string> lines)
{
    private readonly ImmutableArray<string> _lines = [.. lines];

    public string Name { get; } = name;

    /// <summary>The lines that ask.</summary>
    public string Question => string.Join('\n', _lines.Where(static line => !IsAnswer(line)));

    /// <summary>The lines that answer.</summary>
    public string Answer => string.Join('\n', _lines.Where(IsAnswer));

    public static IEnumerable<Scenario> In(string text) => ('\n' + text).Split("\n== ", StringSplitOptions.RemoveEmptyEntries)
        .Select(static block => block.TrimEnd().Split('\n'))
        .Select(static block => new Scenario(block[0], block.Skip(1).Where(static line => line.Length > 0)));

    /// <summary>Requirements with <c>&amp;</c> between, one line of the file each.</summary>
    public static ImmutableArray<InputRequirement> Inputs(string file, string text) =>
    [
        .. text.Split('&', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select((requirement, i) => (Words: requirement.Split(" --hash="), Origin: new SourceLocation(file, i + 1, 1)))
            .Select(static line => new InputRequirement(Requirement.Parse(line.Words[0]), line.Origin)
            {
                Hashes = [.. line.Words.Skip(1).Select(static digit => $"sha256:{new string(digit[0], 64)}")],
            }),
    ];

    public async Task<string> SolveAsync()
    {
        ScenarioIndex index = new();
        foreach (string line in _lines.Where(static line => !IsAnswer(line) && line[0] is not ('?' or '%'))) index.Add(line);
        ResolutionResult result = await new Resolver(_ => index).ResolveAsync(Request(), CancellationToken.None);
        StringBuilder answer = new();
        if (result is ResolutionResult.Resolved resolved)
        {
            answer.Append("= ").AppendJoin(", ", resolved.Pins.Select(Text)).Append('\n');
            foreach (Diagnostic note in resolved.Notes) answer.Append(string.Concat(new[] { note.ToString() }.Concat(note.Hints.Select(static hint => $"hint: {hint}")).Select(static line => $"~ {line}\n")));
        }
        else if (result is ResolutionResult.Unresolvable { Explanation: { } explanation })
        {
            foreach (Statement sentence in explanation.Sentences) answer.Append(CultureInfo.InvariantCulture, $"! {sentence}\n");
            foreach (Statement hint in explanation.Hints) answer.Append(CultureInfo.InvariantCulture, $"! hint: {hint}\n");
        }

        ResolutionEffort effort = result.Effort;
        return answer.Append(CultureInfo.InvariantCulture, $"@ {effort.Attempts} attempts, {effort.Conflicts} conflicts, {effort.MetadataRead} metadata, {effort.Incompatibilities} incompatibilities").ToString();
    }

    private static bool IsAnswer(string line) => line[0] is '=' or '!' or '~' or '@';

    private static string Text(Pin pin)
    {
        string extras = pin.Extras.IsEmpty ? "" : $"[{string.Join(',', pin.Extras)}]";
        return $"{pin.Name}{extras} {pin.Version}{(pin.IsDirectUrl ? " by URL" : pin.File.IsWheel ? "" : " from sdist")}";
    }

    private ResolutionRequest Request()
    {
        Dictionary<string, string> settings = _lines.Where(static line => line[0] == '%').Select(static line => line[2..].Split(' ', 2))
            .ToDictionary(static setting => setting[0], static setting => setting.Length > 1 ? setting[1] : "");
        string[] target = settings.GetValueOrDefault("target", "cpu linux_x86_64 3.12").Split(' ');
        return new ResolutionRequest(
            new Target(BackendName.Parse(target[0]), Platform.Parse(target[1]), PythonVersion.Parse(target[2])),
            Inputs("requirements.in", string.Join(" & ", _lines.Where(static line => line[0] == '?').Select(static line => line[2..]))))
        {
            Constraints = Inputs("constraints.txt", settings.GetValueOrDefault("constraints", "")),
            Overrides = Inputs("overrides.txt", settings.GetValueOrDefault("overrides", "")),
            Preferences = Inputs("", settings.GetValueOrDefault("keep", "")).ToImmutableDictionary(
                static input => input.Requirement.Name, static input => PyVersion.Parse(input.Requirement.Specifier.Clauses[0].VersionText)),
            Options = new ResolutionOptions
            {
                Mode = Enum.Parse<ResolutionMode>(settings.GetValueOrDefault("mode", "Highest")),
                Prereleases = settings.ContainsKey("pre"),
                ExcludeNewer = settings.TryGetValue("exclude-newer", out string? date) ? DateTimeOffset.Parse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null,
                AllowBuild = [.. settings.GetValueOrDefault("allow-build", "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static name => PackageName.Parse(name))],
            },
        };
    }
}
