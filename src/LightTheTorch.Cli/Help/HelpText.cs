namespace LightTheTorch.Cli.Help;

/// <summary>Words laid out for a terminal.</summary>
internal static class HelpText
{
    private const int NameColumn = 24;

    /// <summary>Names on the left, what they mean on the right; below where a name is too long for that.</summary>
    public static void WriteTable(TextWriter output, string title, IReadOnlyList<(string Name, string Means)> rows, int width)
    {
        int column = Math.Min(NameColumn, rows.Max(row => row.Name.Length));
        output.WriteLine(title);
        foreach ((string name, string means) in rows)
        {
            string[] names = [.. Wrap(name, name.Length > column ? width - 2 : column)];
            string[] lines = [.. Wrap(means, width - column - 4)];
            foreach (string line in names[..^1]) output.WriteLine($"  {line}");
            bool fits = names[^1].Length <= column && names.Length == 1;
            output.WriteLine(fits ? $"  {names[^1].PadRight(column)}  {lines[0]}" : $"  {names[^1]}");
            foreach (string line in fits ? lines[1..] : lines) output.WriteLine($"  {new string(' ', column)}  {line}");
        }
    }

    /// <summary>Lines of whole words; a word that is longer than a line stands on one of its own.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}
