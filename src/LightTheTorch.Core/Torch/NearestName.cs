namespace LightTheTorch.Torch;

/// <summary>Finds what a person who mistyped a name may have meant.</summary>
internal static class NearestName
{
    /// <summary>The candidates few typing errors away, nearest first; ties keep their order.</summary>
    public static IEnumerable<string> Of(string text, IEnumerable<string> candidates) =>
        from candidate in candidates
        let distance = Distance(text, candidate)
        where distance <= Math.Max(1, Math.Min(text.Length, candidate.Length) / 3)
        orderby distance
        select candidate;

    /// <summary>Levenshtein's distance: letters inserted, deleted or replaced.</summary>
    public static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replace = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replace, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
