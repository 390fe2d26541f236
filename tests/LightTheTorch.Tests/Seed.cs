using System.Globalization;
using CsCheck;

namespace LightTheTorch.Tests;

/// <summary>
/// Random cases are the same in every run, so that a change is judged by what it changed: <c>LTT_SEED</c> says a number for others, or <c>random</c> for new
/// ones. The number stands in the output of a test that fails.
/// </summary>
internal static class Seed
{
    private const int Usual = 1;

    public static int Number { get; } = Environment.GetEnvironmentVariable("LTT_SEED") switch
    {
        null or "" => Usual,
        "random" => Random.Shared.Next(),
        string given => int.Parse(given, NumberStyles.None, CultureInfo.InvariantCulture),
    };

    /// <summary>The n-th case is what the n-th number of the seed draws, whatever thread asks for it.</summary>
    public static Gen<T> Seeded<T>(this Gen<T> cases)
    {
        Tell();
        return new SeededGen<T>(cases);
    }

    /// <summary>Writes the number where it is read when the test fails.</summary>
    public static void Tell() => TestContext.Current.TestOutputHelper?.WriteLine($"LTT_SEED={Number}");

    private sealed class SeededGen<T>(Gen<T> cases) : Gen<T>
    {
        private long _drawn;

        public override T Generate(PCG pcg, Size? min, out Size size) => cases.Generate(new PCG(1, Mixed((ulong)Interlocked.Increment(ref _drawn))), min, out size);

        // SplitMix64: neighbours must not begin alike.
        private static ulong Mixed(ulong number)
        {
            ulong z = (((ulong)Number << 32) + number) * 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
