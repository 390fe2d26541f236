using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Resolution;
using LightTheTorch.Targets;

namespace LightTheTorch.Tests.Resolution;

/// <summary>What is said of several targets that have no answer: once for all that share the reasons, and each hint of those for whom it is true.</summary>
public sealed class SharedExplanationTests
{
    private const string Numpy = "numpy 1.26.4 | numpy 2.2.6 | numpy 2.5.4 {python >=3.11} | opencv 4.12 -> numpy>=2 | opencv 4.13 -> numpy>=2";

    [Theory]
    [InlineData("one-target", Numpy, "cpu/3.12/linux_x86_64", "numpy<2 & opencv")]
    [InlineData("other-versions-for-an-older-python", Numpy, "cpu/3.10/linux_x86_64 cpu/3.12/linux_x86_64", "numpy<2 & opencv")]
    [InlineData("two-backends", Numpy, "cpu/3.10/linux_x86_64 cpu/3.12/linux_x86_64 cu126/3.10/linux_x86_64 cu126/3.12/linux_x86_64", "numpy<2 & opencv")]
    [InlineData("the-first-hint-of-each-comes-first", "numpy 1.26.4 | numpy 2.2.6 | numpy 2.5.4 {python >=3.11} | opencv 3 | opencv 3.5 {python >=3.11} | opencv 4 -> numpy>=2", "cpu/3.10/linux_x86_64 cpu/3.12/linux_x86_64", "numpy<2 & opencv>=4")]
    [InlineData("no-wheel-on-two-platforms", "a 1 {tags cp312-cp312-macosx_14_0_arm64}", "cpu/3.12/linux_x86_64 cpu/3.12/win_amd64", "a")]
    [InlineData("other-reasons", "a 1 {python >=3.12} -> b<2 | b 1..2", "cpu/3.10/linux_x86_64 cpu/3.12/linux_x86_64 cpu/3.12/win_amd64", "a & b>=2")]
    public async Task ToDiagnostics_TellsOnceWhatIsTheSame(string name, string lines, string targets, string requirements)
    {
        ScenarioIndex index = new();
        foreach (string line in lines.Split(" | ")) index.Add(line);
        List<Explanation> explanations = [];
        foreach (string[] parts in targets.Split(' ').Select(static target => target.Split('/')))
        {
            ResolutionRequest request = new(new Target(BackendName.Parse(parts[0]), Platform.Parse(parts[2]), PythonVersion.Parse(parts[1])), Scenario.Inputs("requirements.in", requirements));
            explanations.Add(Assert.IsType<ResolutionResult.Unresolvable>(await new Resolver(_ => index).ResolveAsync(request, TestContext.Current.CancellationToken)).Explanation);
        }

        ImmutableArray<Diagnostic> told = Explanation.ToDiagnostics(explanations);
        Assert.All(told, static one => Assert.InRange(one.Hints.Length, 0, 3));
        Snapshot.Match(string.Concat(told.Select(static one => $"{one}\n{string.Concat(one.Hints.Select(static hint => $"hint: {hint}\n"))}\n")), name);
    }
}
