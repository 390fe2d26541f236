using System.Diagnostics;
using System.Globalization;
using CsCheck;

namespace LightTheTorch.Tests.Fuzzing;

/// <summary>
/// Texts that are nearly right: a parser takes them or refuses them as parsers do here, and is done in a time that grows with their length. By hand,
/// <c>LTT_SEED=random</c> and <c>LTT_FUZZ_SECONDS</c> for each parser find what nobody has met yet.
/// </summary>
public sealed class FuzzTests
{
    private const int Few = 150, Many = 12_000, Repetitions = 8000, Growth = 8;

    public static TheoryData<string> Names => [.. ParserTable.Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parser_TakesOrRefuses(string name) => Mutated(name).Seeded().Sample(text => { ParserTable.Rows[name].Takes(text); }, iter: Few, threads: 1);

    [Theory]
    [Trait("Category", "Wide")]
    [MemberData(nameof(Names))]
    public void Parser_TakesOrRefusesForLong(string name)
    {
        int seconds = int.TryParse(Environment.GetEnvironmentVariable("LTT_FUZZ_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int given) ? given : -1;
        Mutated(name).Seeded().Sample(text => { ParserTable.Rows[name].Takes(text); }, iter: Many, time: seconds);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Corpus_IsTakenInPart(string name) => Assert.Contains(ParserTable.Rows[name].Corpus, ParserTable.Rows[name].Takes);

    // Eight times the text may take thirty times as long, for machines are busy, and four tries; what grows with the square takes sixty-four times as long, and seconds.
    [Theory]
    [Trait("Category", "Wide")]
    [MemberData(nameof(Names))]
    public void Parser_IsDoneInATimeThatGrowsWithTheText(string name)
    {
        Parser parser = ParserTable.Rows[name];
        foreach (string start in (string[])["", parser.Corpus.MaxBy(text => text.Length) ?? ""])
        {
            // The same again and again, and each time another: a list of what is known grows only then.
            foreach (Func<int, string> part in parser.Tokens.Where(token => token.Length > 0).SelectMany(Parts))
            {
                (double small, double large) = (0, 0);
                bool isLinear = Enumerable.Range(0, 4).Any(_ =>
                {
                    (small, large) = (Seconds(parser, start + Repeated(part, Repetitions)), Seconds(parser, start + Repeated(part, Repetitions * Growth)));
                    return large < 1 || large < small * 30;
                });
                Assert.True(isLinear, $"{Repetitions} times `{part(0)}` after {start.Length} characters takes {small:0.000} s, {Growth} times as many {large:0.000} s");
            }
        }
    }

    private static Gen<string> Mutated(string name) => Mutations.Of(ParserTable.Rows[name].Corpus, ParserTable.Rows[name].Tokens);

    private static Func<int, string>[] Parts(string token) => [_ => token, i => string.Create(CultureInfo.InvariantCulture, $"{token}{i}\n")];

    private static string Repeated(Func<int, string> part, int count) => string.Concat(Enumerable.Range(0, count).Select(part));

    private static double Seconds(Parser parser, string text)
    {
        long start = Stopwatch.GetTimestamp();
        parser.Takes(text);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
