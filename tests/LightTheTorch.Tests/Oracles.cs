using System.Text.Json;

namespace LightTheTorch.Tests;

/// <summary>
/// The tables made with pypa/packaging and pip: those of the folder that <c>LTT_ORACLES</c> names, else <c>fixtures/oracles</c>.
/// A theory row is a line number, so that one failure does not hide another; the line is read when its test runs.
/// </summary>
internal static class Oracles
{
    private static readonly Dictionary<string, string[]> s_tables = [];
    private static readonly Lock s_lock = new();

    public static string Folder { get; } = Environment.GetEnvironmentVariable("LTT_ORACLES") is { Length: > 0 } named ? named : RepoRoot.At("fixtures", "oracles");

    /// <summary>The numbers of the lines of a table that a test wants, from 1.</summary>
    public static TheoryData<int> Lines(string table, Func<JsonElement, bool>? wanted = null)
    {
        TheoryData<int> rows = [];
        for (int line = 1; line <= Table(table).Length; line++)
        {
            if (Table(table)[line - 1].Length > 0 && (wanted is null || wanted(Row(table, line)))) rows.Add(line);
        }

        return rows;
    }

    /// <summary>One line of a table, parsed; lines count from 1.</summary>
    public static JsonElement Row(string table, int line) => JsonElement.Parse(Table(table)[line - 1]);

    public static string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    private static string[] Table(string table)
    {
        lock (s_lock)
        {
            if (!s_tables.TryGetValue(table, out string[]? lines)) s_tables[table] = lines = File.ReadAllLines(Path.Combine(Folder, table));
            return lines;
        }
    }
}
