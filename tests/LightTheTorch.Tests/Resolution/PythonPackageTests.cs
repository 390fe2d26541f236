using LightTheTorch.Names;
using LightTheTorch.Resolution;
using LightTheTorch.Resolution.Facts;
using LightTheTorch.Resolution.Solving;
using LightTheTorch.Targets;

namespace LightTheTorch.Tests.Resolution;

/// <summary>Python is a package too: one version, which every answer selects, and which a Requires-Python speaks of.</summary>
public sealed class PythonPackageTests
{
    [Theory]
    [InlineData("a 1 {python >=3.13}")] // as the page says
    [InlineData("a 1 {needs >=3.13}")] // as METADATA says
    public async Task RequiresPython_IsAFactAboutThePackageAndPython(string line)
    {
        ScenarioIndex index = new();
        index.Add(line);
        ResolutionRequest request = new(new Target(BackendName.Parse("cpu"), Platform.Parse("linux_x86_64"), PythonVersion.Parse("3.12")), Scenario.Inputs("requirements.in", "a"));
        VersionTables tables = new(_ => index, new VersionRanker(request.Target, request.Options, new AllowedFiles(request), new Rankings()));
        PackageProvider provider = new(request, tables, new Knowledge(request), TestContext.Current.CancellationToken);
        SolverOutcome.Unsolvable refusal = Assert.IsType<SolverOutcome.Unsolvable>(await new Solver(provider).SolveAsync(TestContext.Current.CancellationToken));
        Incompatibility fact = Assert.Single(Leaves(refusal.Root).Distinct(), static leaf => leaf.Cause is Cause.Excluded { Exclusion: Exclusion.OtherPython });
        Assert.Equal(["a {0}", "Python {0}"], fact.Terms.Select(static term => term.ToString()));
        Assert.Contains(Leaves(refusal.Root), static leaf => leaf.Cause is Cause.Root && leaf.Terms.Any(static term => term.Package.Kind == PackageKind.Python));
    }

    private static IEnumerable<Incompatibility> Leaves(Incompatibility node) => node.Cause is Cause.Derived derived ? Leaves(derived.Conflict).Concat(Leaves(derived.Other)) : [node];
}
