using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution;
using LightTheTorch.Resolution.Agreeing;
using LightTheTorch.Targets;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Resolution.Agreeing;

/// <summary>Targets with an index each. A line begins with the backends that have it: <c>cpu cu118: torch 2.7.1+{backend} -> numpy</c>; <c>*</c> means all.</summary>
internal sealed class JointWorld
{
    private readonly ImmutableArray<Target> _targets;
    private readonly ImmutableArray<ScenarioIndex> _indexes;
    private readonly ImmutableArray<Resolver> _resolvers;

    public JointWorld(string targets, params IEnumerable<string> lines)
    {
        _targets = [.. targets.Split(' ').Select(static name => name.Split('/')).Select(static name => new Target(
            BackendName.Parse(name[0]), Platform.Parse("linux_x86_64"), PythonVersion.Parse(name.Length > 1 ? name[1] : "3.12")))];
        _indexes = [.. _targets.Select(static _ => new ScenarioIndex())];
        _resolvers = [.. _indexes.Select(static index => new Resolver(_ => index))];
        foreach (string line in lines)
        {
            string[] parts = line.Split(": ", 2);
            foreach ((Target target, ScenarioIndex index) in _targets.Zip(_indexes))
            {
                if (parts[0] == "*" || parts[0].Split(' ').Contains(target.Backend.Value)) index.Add(parts[1].Replace("{backend}", target.Backend.Value, StringComparison.Ordinal));
            }
        }
    }

    public ResolutionOptions Options { get; init; } = ResolutionOptions.Default;

    /// <summary>Pins to keep on every target.</summary>
    public Dictionary<PackageName, PyVersion> Keep { get; init; } = [];

    /// <summary>What each target answers alone; null where one has no answer.</summary>
    public async Task<ImmutableArray<ResolutionResult.Resolved>?> AloneAsync(string requirements)
    {
        ResolutionResult.Resolved?[] alone = await Task.WhenAll(Questions(requirements).Select(static question => question.Resolver.TryResolveAsync(question.Request, CancellationToken.None).AsTask()));
        return Array.Exists(alone, static answer => answer is null) ? null : [.. alone.OfType<ResolutionResult.Resolved>()];
    }

    public async Task<JointResult> ShareAsync(string requirements, params string[] names)
    {
        ImmutableArray<ResolutionResult.Resolved>? alone = await AloneAsync(requirements);
        Assert.NotNull(alone);
        return await ShareAsync(requirements, alone.Value, names);
    }

    public async Task<JointResult> ShareAsync(string requirements, ImmutableArray<ResolutionResult.Resolved> alone, params string[] names) =>
        await new JointResolver(Questions(requirements), [.. names.Select(static name => PackageName.Parse(name))]).ResolveAsync(alone, TestContext.Current.CancellationToken);

    /// <summary>The answer as lines of text: shared versions with their limits, then the pins of each target.</summary>
    public async Task<string> TellAsync(string requirements, params string[] names)
    {
        JointResult result = await ShareAsync(requirements, names);
        if (result is not JointResult.Agreed agreed) return ((JointResult.Disagreed)result).Explanation is var why ? $"{why}\n{string.Concat(why.Hints.Select(static hint => $"hint: {hint}\n"))}" : "";
        TargetPhrases phrases = new(_targets);
        IEnumerable<string> shared = agreed.Shared.Select(one => $"{one.Name} {one.Version}{string.Concat(one.Limits.Select(limit => $", {phrases.Of(limit.Targets)} {limit.Version}"))}");
        IEnumerable<string> pins = _targets.Zip(agreed.Answers, static (target, answer) => $"{target.Backend}: {string.Join(", ", answer.Pins.Select(static pin => $"{pin.Name} {pin.Version}"))}");
        return string.Join('\n', shared.Concat(pins));
    }

    private ImmutableArray<JointQuestion> Questions(string requirements) =>
        [.. _targets.Zip(_resolvers, (target, resolver) => new JointQuestion(Request(target, requirements), resolver))];

    private ResolutionRequest Request(Target target, string requirements) => new(
        target,
        [.. requirements.Split('&', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(static (text, i) => new InputRequirement(Requirement.Parse(text), new SourceLocation("requirements.in", i + 1, 1)))])
    {
        Options = Options,
        Preferences = Keep.ToImmutableDictionary(),
    };
}
