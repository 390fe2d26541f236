using System.Collections.Immutable;

namespace LightTheTorch.Cli.Rendering;

/// <summary>The catalogue in columns; what has no end in sight comes before what has ended.</summary>
internal static class BackendListText
{
    public static void Write(TextWriter output, ImmutableArray<BackendRow> rows)
    {
        string[][] cells = [["backend", "torch", "live", "needs", "platforms"], .. rows.Select(Cells)];
        int[] widths = [.. Enumerable.Range(0, cells[0].Length - 1).Select(column => cells.Max(row => row[column].Length))];
        foreach (string[] row in cells)
        {
            output.WriteLine(string.Join("  ", row.Select((cell, column) => column < widths.Length ? cell.PadRight(widths[column]) : cell)).TrimEnd());
        }
    }

    private static string[] Cells(BackendRow row) =>
    [
        row.Backend.Name.Value,
        row.Backend.Torch.ToString(),
        row.Backend.IsLive ? "yes" : "no",
        row.Summary.ToString(),
        string.Join(' ', row.Backend.Platforms.Select(builds => builds.Platform)),
    ];
}
