using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution;
using LightTheTorch.Targets;

namespace LightTheTorch.Tests.Resolution;

/// <summary>What is read ahead, counted in round trips; the answer is the same as without.</summary>
public sealed class PrefetchTests
{
    private static readonly Target s_target = new(BackendName.Parse("cpu"), Platform.Parse("linux_x86_64"), PythonVersion.Parse("3.12"));

    [Theory]
    // Pages of both, METADATA of both at once.
    [InlineData("a 1..300 | b 1..300", "a & b", "a 300, b 300", 2, 2)]

    // The second try is right: nothing is read in vain.
    [InlineData("a 299 -> b==1 | a 300 -> b==2 | b 1", "a & b==1", "a 299, b 1", 3, 3)]

    // The third try is right: three more were read.
    [InlineData("a 1..298 -> b==1 | a 299 -> b==2 | a 300 -> b==3 | b 1", "a & b==1", "a 298, b 1", 4, 7)]

    // As many round trips as the graph is deep, twice: not page and METADATA of each extra's package in turn.
    [InlineData("k 1 {extras x y z} -> a ; extra == \"x\" & b ; extra == \"y\" & c ; extra == \"z\" | a 1 | b 1 | c 1", "k[x,y,z]", "a 1, b 1, c 1, k 1", 4, 4)]

    // Two branches are followed side by side, to their ends.
    [InlineData("a 1 -> a2 | a2 1 -> a3 | a3 1 | b 1 -> b2 | b2 1 -> b3 | b3 1", "a & b", "a 1, a2 1, a3 1, b 1, b2 1, b3 1", 6, 6)]

    // All the way back: fifteen round trips for three hundred METADATA.
    [InlineData("a 1 -> b==1 | a 2..300 -> b==# | b 1", "a & b==1", "a 1, b 1", 15, 301)]
    public async Task ResolveAsync_ReadsAheadWhileItWalksBack(string lines, string requirements, string pins, int roundTrips, int metadata)
    {
        ScenarioIndex index = Index(lines);
        ManualSource source = new(index);
        int rounds = 0;
        ResolutionResult.Resolved answer = Assert.IsType<ResolutionResult.Resolved>(await ManualSource.DriveAsync(
            () => new Resolver(_ => source).ResolveAsync(Request(requirements), CancellationToken.None),
            () =>
            {
                rounds++;
                source.AnswerAll();
            }));
        Assert.Equal(pins, string.Join(", ", answer.Pins.Select(static pin => $"{pin.Name} {pin.Version}")));
        Assert.Equal((roundTrips, metadata), (rounds, source.MetadataAsked));
        Assert.Equal(answer.Effort, (await new Resolver(_ => index).ResolveAsync(Request(requirements), TestContext.Current.CancellationToken)).Effort);
    }

    // Without an order of its own for a question's answers, each of these would give other pins, notes or words now and then.
    [Theory]
    [InlineData("a 1..30 -> b==# & c | b 1..30 -> d<# | c 1..9 -> d | d 1..30 -> e | e 1..4 | e 5 {yanked oops}", "a & b & c & d>7 & e")]
    [InlineData("a 1..40 -> b==# | b 1..40 -> c==# | c 1..20 -> d | c 21..40 -> d>1 | d 1", "a & c & d")]
    [InlineData("a 1..9 -> b[x]==# | b 1..9 {extras x} -> c==# ; extra == \"x\" | c 1..5 | c 6 {broken}", "a & b[x,y]")]
    [InlineData("a 1..9 -> b==# | b 1..9 -> c==# | c 10", "a & b & c")]
    [InlineData("a 1..20 -> b>=2 | b 1 | b 2rc1 | b 3 {tags cp312-cp312-win_amd64}", "b & a")]
    public async Task ResolveAsync_SaysTheSameInWhateverOrderAnswersCome(string lines, string requirements)
    {
        ScenarioIndex index = Index(lines);
        string expected = (await new Resolver(_ => index).ResolveAsync(Request(requirements), TestContext.Current.CancellationToken)).Tell();
        for (int seed = 0; seed < 50; seed++)
        {
            Random random = new(seed);
            ManualSource source = new(index);
            ResolutionResult answer = await ManualSource.DriveAsync(
                () => new Resolver(_ => source).ResolveAsync(Request(requirements), CancellationToken.None),
                () => source.Answer(random.Next(source.Open)));
            Assert.Equal(expected, answer.Tell());
        }
    }

    private static ScenarioIndex Index(string lines)
    {
        ScenarioIndex index = new();
        foreach (string line in lines.Split(" | ")) index.Add(line);
        return index;
    }

    private static ResolutionRequest Request(string requirements) => new(
        s_target, [.. requirements.Split(" & ").Select(static (text, i) => new InputRequirement(Requirement.Parse(text), new SourceLocation("requirements.in", i + 1, 1)))]);
}
