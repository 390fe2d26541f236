using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution;
using LightTheTorch.Targets;

namespace LightTheTorch.Tests.Resolution;

/// <summary>What people meet in the field, against the recorded index, as they would read it.</summary>
public sealed class ExplanationTests
{
    private static readonly ImmutableArray<BackendName> s_backends = [.. new[] { "cpu", "cu118", "cu126", "cu130" }.Select(BackendName.Parse)];

    [Theory]
    [Trait("Category", "Wide")]
    [InlineData("torch-beyond-the-backend", "cu118 linux_x86_64 3.12", "torch>=2.8")]
    [InlineData("torchaudio-without-a-build", "cu126 linux_x86_64 3.12", "torch", "torchaudio==2.12.*")]
    [InlineData("companion-of-the-backend-is-missing", "cu130 linux_x86_64 3.12", "torch==2.13.*", "torchaudio")]
    [InlineData("numpy-below-2", "cpu linux_x86_64 3.12", "numpy<2", "opencv-python-headless>=4.12.0.88")]
    [InlineData("no-wheel-for-the-python", "cpu linux_x86_64 3.14", "torch==2.8.*")]
    [InlineData("no-wheel-for-the-platform", "cu118 linux_aarch64 3.12", "torch>=2.6", "torchvision")]
    public async Task ToString_TellsWhatToChange(string name, string target, params string[] requirements)
    {
        using RecordedIndex index = RecordedIndex.Open();
        string[] parts = target.Split(' ');
        ResolutionRequest request = new(
            new Target(BackendName.Parse(parts[0]), Platform.Parse(parts[1]), PythonVersion.Parse(parts[2])),
            [.. requirements.Select(static (line, i) => new InputRequirement(Requirement.Parse(line), new SourceLocation("requirements.in", i + 1, 1)))]);
        Resolver resolver = new(index.Router(request.Target.Backend))
        {
            Alternatives = package => s_backends.Select(backend => (backend, index.Router(backend)(package)))
                .Where(alternative => alternative.Item2 != index.Router(request.Target.Backend)(package)),
        };
        ResolutionResult result = await resolver.ResolveAsync(request, TestContext.Current.CancellationToken);
        Snapshot.Match(Assert.IsType<ResolutionResult.Unresolvable>(result).Explanation.ToString() + "\n", name);
    }
}
