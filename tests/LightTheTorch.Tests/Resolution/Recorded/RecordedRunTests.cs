using System.Collections.Immutable;
using System.Globalization;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Resolution;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Resolution.Recorded;

/// <summary>Real requirement sets on real targets: the pins are uv's, or are valid, not older, and the reason is in <c>deviations.txt</c>.</summary>
public sealed class RecordedRunTests
{
    // What was recorded. A run fewer would be a run that nobody compares.
    private const int Runs = 1001;
    private const int Refusals = 201;

    private static readonly string s_deviations = RepoRoot.At("tests", "LightTheTorch.Tests", "Resolution", "Recorded", "deviations.txt");

    [Fact]
    [Trait("Category", "Wide")]
    public async Task ResolveAsync_GivesTheRecordedPins()
    {
        Assert.SkipUnless(RepoRoot.Shared("sets") is not null, "../shared/sets is not there");
        using RecordedIndex index = RecordedIndex.Open();
        ImmutableSortedDictionary<string, string> known = (await File.ReadAllLinesAsync(s_deviations, TestContext.Current.CancellationToken))
            .Where(static line => line.Length > 0 && line[0] != '#').Select(static line => line.Split(": ", 2))
            .ToImmutableSortedDictionary(static line => line[0], static line => line[1], StringComparer.Ordinal);
        List<string> faults = [];
        HashSet<string> deviations = [];
        int count = 0;
        int refused = 0;
        int alsoRefused = 0;
        foreach (RecordedRun run in RecordedRun.All(RepoRoot.Shared("sets")!)) // seen above
        {
            count++;
            if (run.Pins is null) refused++;
            Func<PackageName, IPackageSource> router = index.Router(run.Request.Target.Backend);
            ResolutionResult result = await new Resolver(router).ResolveAsync(run.Request, TestContext.Current.CancellationToken);
            if (result is ResolutionResult.Resolved resolved)
                faults.AddRange((await new AnswerChecker(run.Request, router).CheckAsync(resolved.Pins, TestContext.Current.CancellationToken)).Select(fault => $"{run.Id}: {fault}"));
            if (run.Pins is null && result is ResolutionResult.Unresolvable) alsoRefused++;
            if (Difference(run, result) is not { } difference) continue;
            deviations.Add(run.Id);
            if (!known.ContainsKey(run.Id)) faults.Add($"{run.Id}: {difference}");
            if (run.Pins is not null && result is ResolutionResult.Resolved other) faults.AddRange(Older(run, other));
            if (run.Pins is not null && result is ResolutionResult.Unresolvable) faults.Add($"{run.Id}: pins became a refusal");
        }

        faults.AddRange(known.Keys.Except(deviations).Select(static id => $"{id} no longer deviates"));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count - deviations.Count} of {count} runs are equal; the others are valid, and not older:"));
        foreach ((string id, string reason) in known) TestContext.Current.TestOutputHelper?.WriteLine($"  {id}: {reason}");
        Assert.Empty(faults);
        Assert.Equal((Runs, Refusals, Refusals), (count, refused, alsoRefused));
        Assert.InRange(deviations.Count, 0, count * 3 / 100);
    }

    // Null if the answer is the recorded one.
    private static string? Difference(RecordedRun run, ResolutionResult result)
    {
        if (result is not ResolutionResult.Resolved { Pins: { } pins }) return run.Pins is null ? null : "refused";
        if (run.Pins is null) return "solved, but uv refused";
        Dictionary<string, Pin> byName = pins.ToDictionary(static pin => pin.Name.Value);
        IEnumerable<string> differences = byName.Keys.Union(run.Pins.Keys).Order(StringComparer.Ordinal)
            .Where(name => !byName.TryGetValue(name, out Pin? pin) || !run.Pins.TryGetValue(name, out PyVersion? version) || !pin.Version.Equals(version))
            .Select(name => $"{name} {byName.GetValueOrDefault(name)?.Version} (uv {run.Pins.GetValueOrDefault(name)})");
        string text = string.Join(", ", differences);
        return text.Length == 0 ? null : text;
    }

    // "Newer" is what the mode asks for: with lowest-direct an older version is the better one.
    private static IEnumerable<string> Older(RecordedRun run, ResolutionResult.Resolved resolved) =>
        from input in run.Request.Requirements
        from pin in resolved.Pins
        where pin.Name.Equals(input.Requirement.Name) && run.Pins!.TryGetValue(pin.Name.Value, out PyVersion? version)
            && (run.Request.Options.Mode == ResolutionMode.Highest ? pin.Version < version : pin.Version > version)
        select $"{run.Id}: {pin.Name} {pin.Version} is worse than uv's";
}
