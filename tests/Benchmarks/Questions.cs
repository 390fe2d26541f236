using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution;
using LightTheTorch.Targets;

namespace LightTheTorch.Benchmarks;

/// <summary>What the resolver is asked: Python 3.12 on linux_x86_64.</summary>
internal static class Questions
{
    public static ResolutionRequest For(string backend, IEnumerable<string> requirements) => new(
        new Target(BackendName.Parse(backend), Platform.Parse("linux_x86_64"), PythonVersion.Parse("3.12")),
        [.. requirements.Select((text, i) => new InputRequirement(Requirement.Parse(text), new SourceLocation("requirements.in", i + 1, 1)))]);

    /// <summary>A refusal would be another benchmark.</summary>
    public static async Task<ResolutionResult.Resolved> SolveAsync(Resolver resolver, ResolutionRequest request) =>
        await resolver.ResolveAsync(request, CancellationToken.None) as ResolutionResult.Resolved ?? throw new InvalidOperationException("this has an answer");
}
