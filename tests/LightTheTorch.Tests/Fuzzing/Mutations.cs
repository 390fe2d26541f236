using CsCheck;

namespace LightTheTorch.Tests.Fuzzing;

/// <summary>Texts that are nearly right: one of a corpus with a few changes in it.</summary>
internal static class Mutations
{
    private enum Change
    {
        CutEnd,
        CutOut,
        Repeat,
        Insert,
        Replace,
        TurnBit,
        Splice,
        Move,
    }

    /// <param name="corpus">What is changed, and where the parts come from that are put in.</param>
    /// <param name="tokens">The words and signs that mean something to the parser.</param>
    public static Gen<string> Of(string[] corpus, string[] tokens) => Gen.Select(
        One(corpus),
        One(corpus),
        Gen.Select(One(Enum.GetValues<Change>()), Gen.Double.Unit, Gen.Double.Unit, One(tokens)).Array[1, 6],
        (text, other, changes) => changes.Aggregate(text, (changed, change) => Apply(changed, other, change)));

    private static Gen<T> One<T>(T[] choices) => Gen.Int[0, choices.Length - 1].Select(choice => choices[choice]);

    private static string Apply(string text, string other, (Change Kind, double Where, double Length, string Token) change)
    {
        int start = (int)(change.Where * text.Length);
        // Short parts more often than long ones.
        int length = Math.Min(text.Length - start, 1 + (int)(Math.Pow(change.Length, 6) * text.Length));
        string before = text[..start], part = text.Substring(start, length), after = text[(start + length)..];
        return change.Kind switch
        {
            Change.CutEnd => before,
            Change.CutOut => before + after,
            Change.Repeat => before + string.Concat(Enumerable.Repeat(part, 2 + (int)(change.Length * 8))) + after,
            Change.Insert => before + change.Token + part + after,
            Change.Replace => before + change.Token + after,
            Change.TurnBit => length == 0 ? text : before + (char)(part[0] ^ (1 << (int)(change.Length * 8))) + part[1..] + after,
            Change.Splice => before + other[(int)(change.Length * other.Length)..],
            Change.Move => after + part + before,
            _ => text,
        };
    }
}
