using System.Collections.Immutable;

namespace LightTheTorch.Text;

/// <summary>Guesses what a misspelt word was meant to be.</summary>
public static class Nearest
{
    /// <summary>
    /// The candidates that are few edits away, best first, then in ordinal order. An edit is a letter more, less or other, or two swapped;
    /// a third of the letters may be wrong, and one always.
    /// </summary>
    /// <param name="word">What was written; case does not count.</param>
    /// <param name="candidates">What could have been written.</param>
    /// <param name="limit">How many to name at most.</param>
    public static ImmutableArray<string> To(string word, IEnumerable<string> candidates, int limit = 3)
    {
        int tolerance = Math.Max(1, word.Length / 3);
        return
        [
            .. candidates
                .Distinct(StringComparer.Ordinal)
                .Where(c => Math.Abs(c.Length - word.Length) <= tolerance)
                .Select(c => (Name: c, Distance: Distance(word, c)))
                .Where(c => c.Distance <= tolerance)
                .OrderBy(c => c.Distance)
                .ThenBy(c => c.Name, StringComparer.Ordinal)
                .Take(limit)
                .Select(c => c.Name),
        ];
    }

    /// <summary>The optimal string alignment distance, ignoring case.</summary>
    public static int Distance(string left, string right)
    {
        int[] twoBack = new int[right.Length + 1];
        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        int[] current = new int[right.Length + 1];
        for (int i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                bool same = Same(left[i - 1], right[j - 1]);
                current[j] = Math.Min(Math.Min(previous[j], current[j - 1]) + 1, previous[j - 1] + (same ? 0 : 1));
                bool swapped = i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]);
                if (swapped) current[j] = Math.Min(current[j], twoBack[j - 2] + 1);
            }

            (twoBack, previous, current) = (previous, current, twoBack);
        }

        return previous[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
