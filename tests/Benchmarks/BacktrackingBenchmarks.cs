using BenchmarkDotNet.Attributes;
using LightTheTorch.Resolution;

namespace LightTheTorch.Benchmarks;

/// <summary>The resolver where the newest versions never fit, and hundreds have to be ruled out before any do.</summary>
[MemoryDiagnoser]
public class BacktrackingBenchmarks
{
    private readonly ResolutionRequest _pair = Questions.For("cpu", ["left", "right"]);
    private readonly ResolutionRequest _chain = Questions.For("cpu", ["first", "last==1"]);
    private readonly ResolutionRequest _refused = Questions.For("cpu", ["first"]);
    private MadeSource _refusing = new();
    private MadeSource _pairs = new();
    private MadeSource _chains = new();

    [GlobalSetup]
    public async Task MakeIndexesAsync()
    {
        // The newest 200 versions of each want a version of `shared` that none of the other's newest 200 wants.
        _pairs = new MadeSource().Add("shared", 1, 400)
            .Add("left", 1, 400, static n => n > 200 ? $"shared=={n}" : null)
            .Add("right", 1, 400, static n => n > 200 ? $"shared=={n - 200}" : "left<=200");

        // Every version wants its twin of the next package, and only the oldest fits the end of the chain.
        _chains = new MadeSource().Add("first", 1, 300, static n => $"second=={n}").Add("second", 1, 300, static n => $"third=={n}")
            .Add("third", 1, 300, static n => $"last=={n}").Add("last", 1, 300);
        // Every version of the second package contradicts itself, and each in words of its own: all of it has to be explained.
        _refusing = new MadeSource().Add("first", 1, 300, static n => $"second=={n}").Add("second", 1, 300, static n => $"third!={n},=={n}").Add("third", 1, 300);
        if (await ExplainRefusalOf300() is not ResolutionResult.Unresolvable { Effort.Attempts: >= 300 }) throw new InvalidOperationException("this has no answer");
        await CheckAsync(new Resolver(_ => _pairs), _pair, "left 200, right 400, shared 200");
        await CheckAsync(new Resolver(_ => _chains), _chain, "first 1, last 1, second 1, third 1");
    }

    [Benchmark]
    public Task<ResolutionResult.Resolved> ResolvePairOf200() => Questions.SolveAsync(new Resolver(_ => _pairs), _pair);

    [Benchmark]
    public Task<ResolutionResult.Resolved> ResolveChainOf300() => Questions.SolveAsync(new Resolver(_ => _chains), _chain);

    [Benchmark]
    public Task<ResolutionResult> ExplainRefusalOf300() => new Resolver(_ => _refusing).ResolveAsync(_refused, CancellationToken.None).AsTask();

    private static async Task CheckAsync(Resolver resolver, ResolutionRequest request, string expected)
    {
        ResolutionResult.Resolved answer = await Questions.SolveAsync(resolver, request);
        string pins = string.Join(", ", answer.Pins.Select(static pin => $"{pin.Name} {pin.Version}"));
        if (pins != expected || answer.Effort.Attempts < 300) throw new InvalidOperationException($"{pins}, {answer.Effort}");
    }
}
