using System.Collections.Immutable;
using System.Text;

namespace LightTheTorch.Cli.Rendering;

/// <summary>The catalogue in columns, no wider than 120; what has no end in sight comes before what has ended.</summary>
internal static class BackendListText
{
    // Of a column whose texts are long; they go on in the lines below.
    private static readonly int[] s_widest = [int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, 46, 30];

    public static void Write(TextWriter output, ImmutableArray<BackendRow> rows)
    {
        string[][][] cells = [.. new[] { (string[])["backend", "torch", "newest", "live", "needs", "platforms"] }.Concat(rows.Select(Cells)).Select(row => row.Select((cell, column) => Wrap(cell, s_widest[column])).ToArray())];
        int[] widths = [.. Enumerable.Range(0, s_widest.Length - 1).Select(column => cells.Max(row => row[column].Max(line => line.Length)))];
        foreach (string[][] row in cells)
        {
            for (int line = 0; line < row.Max(cell => cell.Length); line++)
            {
                IEnumerable<string> texts = row.Select((cell, column) => (line < cell.Length ? cell[line] : "").PadRight(column < widths.Length ? widths[column] : 0));
                output.WriteLine(string.Join("  ", texts).TrimEnd());
            }
        }
    }

    private static string[] Cells(BackendRow row) =>
    [
        row.Backend.Name.Value,
        row.Backend.Torch.ToString(),
        row.Newest?.ToString() ?? "",
        row.Backend.IsLive ? "yes" : "no",
        row.Summary.ToString(),
        string.Join(' ', row.Backend.Platforms.Select(builds => builds.Platform)),
    ];

    private static string[] Wrap(string text, int width)
    {
        List<string> lines = [];
        StringBuilder line = new();
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line.ToString());
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        return [.. lines, line.ToString()];
    }
}
