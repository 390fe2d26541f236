using System.Globalization;
using CsCheck;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution;
using LightTheTorch.Tests.Resolution.Recorded;

namespace LightTheTorch.Tests.Resolution;

/// <summary>The whole resolver, from pages and METADATA to pins, on small random universes with extras and markers. A failure prints its seed.</summary>
public sealed class ResolverRandomTests
{
    [Fact]
    public Task ResolveAsync_AgreesWithBruteForce() => AgreesAsync(600);

    [Fact]
    [Trait("Category", "Wide")]
    public Task ResolveAsync_AgreesWithBruteForceOnMany() => AgreesAsync(6_000);

    // Other answers in another order, files in another order on their pages: the same pins for the same reasons, or the same words.
    [Fact]
    public async Task ResolveAsync_SaysTheSameWhateverComesFirst() => await Gen.Select(RandomUniverse.Any, Gen.Int[0, int.MaxValue]).Seeded().SampleAsync(
        static async question =>
        {
            (RandomUniverse universe, int seed) = question;
            ScenarioIndex index = RandomUniverse.ToIndex(universe.Lines);
            string expected = (await new Resolver(_ => index).ResolveAsync(universe.Request, CancellationToken.None)).Tell();
            Random random = new(seed);
            string[] lines = [.. universe.Lines];
            random.Shuffle(lines);
            ManualSource source = new(RandomUniverse.ToIndex(lines));
            ResolutionResult answer = await ManualSource.DriveAsync(
                () => new Resolver(_ => source).ResolveAsync(universe.Request, CancellationToken.None),
                () => source.Answer(random.Next(source.Open)));
            return answer.Tell() == expected;
        },
        iter: 500,
        threads: 2,
        print: static question => $"{question.Item1}\nseed {question.Item2}");

    private static async Task AgreesAsync(int count)
    {
        int solved = 0;
        int refused = 0;
        await RandomUniverse.Any.Seeded().SampleAsync(
            async universe =>
            {
                ScenarioIndex index = RandomUniverse.ToIndex(universe.Lines);
                ResolutionResult result = await new Resolver(_ => index).ResolveAsync(universe.Request, CancellationToken.None);
                if (result is not ResolutionResult.Resolved { Pins: { } pins })
                {
                    Interlocked.Increment(ref refused);
                    return !universe.HasAnswer && await IsTrueAsync(Assert.IsType<ResolutionResult.Unresolvable>(result), universe);
                }

                Interlocked.Increment(ref solved);
                int[] selection = [.. Enumerable.Range(0, universe.Index.Length).Select(package => pins.FirstOrDefault(pin => pin.Name.Value == $"p{package}") is { } pin ? int.Parse(pin.Version.ToString(), CultureInfo.InvariantCulture) : 0)];
                string text = string.Join(", ", pins.Select(static pin => $"{pin.Name}{(pin.Extras.IsEmpty ? "" : $"[{string.Join(',', pin.Extras)}]")} {pin.Version}"));
                return universe.Pins(selection) == text && (await new AnswerChecker(universe.Request, _ => index).CheckAsync(pins, CancellationToken.None)).IsEmpty;
            },
            iter: count,
            threads: 2,
            print: static universe => universe.ToString());
        Assert.InRange(solved, count / 3, int.MaxValue);
        Assert.InRange(refused, count / 6, int.MaxValue);
    }

    // A hint is a promise.
    private static async Task<bool> IsTrueAsync(ResolutionResult.Unresolvable refusal, RandomUniverse universe)
    {
        if (refusal.Explanation.Sentences.IsEmpty || refusal.Explanation.Hints.Length > 3) return false;
        foreach (Statement hint in refusal.Explanation.Hints)
        {
            string[] words = hint.Text.Split('`');
            bool isTrue = words[0] switch
            {
                "the constraint " => Without(universe, words[1][1] - '0').HasAnswer,
                "with " => Instead(universe, words[1][1] - '0', words[2].Trim()[0] - '0', words[3]).HasAnswer,
                "" when words[1].StartsWith("--allow-build ", StringComparison.Ordinal) => await BuildsAsync(universe, words[1]["--allow-build ".Length..]),
                "" => IsOnThePages(universe, words[1][1] - '0', words[2]),
                _ => false,
            };
            if (!isTrue) return false;
        }

        return true;
    }

    // For another Python or platform the file has to be there; where a Python ends, every version behind has to exclude it and this one not.
    private static bool IsOnThePages(RandomUniverse universe, int package, string words)
    {
        int[] kinds = [.. universe.Index[package].Select(static version => version.Kind)];
        string[] said = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return said[0] == "excludes"
            ? words == $" excludes Python 3.12 from {said[4]} on; {said[6]} is the newest for it" && kinds[int.Parse(said[6], CultureInfo.InvariantCulture) - 1] == 0
                && kinds[int.Parse(said[6], CultureInfo.InvariantCulture)..].All(static kind => kind == 1)
            : words[2..] == (kinds[int.Parse(said[0], CultureInfo.InvariantCulture) - 1] switch
            {
                1 => " has wheels for Python 3.13 and 3.14 on linux_x86_64",
                2 => " has wheels for win_amd64, not for linux_x86_64",
                3 => " has wheels for Python 3.9 to 3.11 on linux_x86_64",
                _ => "nothing",
            });
    }

    private static RandomUniverse Without(RandomUniverse universe, int constraint) =>
        universe with { Constraints = [.. universe.Constraints.Select((allowed, package) => package == constraint ? 7 : allowed)] };

    private static RandomUniverse Instead(RandomUniverse universe, int package, int version, string requirement) =>
        universe with { Root = [.. universe.Root.Select(need => need.Package == package && Requirement.Parse(need.ToString()).WithoutMarker == requirement ? need with { Allowed = 1 << (version - 1) } : need)] };

    private static async Task<bool> BuildsAsync(RandomUniverse universe, string names)
    {
        ScenarioIndex index = RandomUniverse.ToIndex(universe.Lines);
        ResolutionRequest request = universe.Request with { Options = new ResolutionOptions { AllowBuild = [.. names.Split(',').Select(static name => PackageName.Parse(name))] } };
        return await new Resolver(_ => index).TryResolveAsync(request, CancellationToken.None) is not null;
    }
}
