using System.Globalization;
using System.Text;

namespace LightTheTorch.Locking;

/// <summary>The little of TOML that a lock is written with.</summary>
internal static class PylockText
{
    public static void Append(StringBuilder text, string key, string value) => text.Append(key).Append(" = ").Append(Quote(value)).Append('\n');

    /// <summary>An array with one item per line, so that a diff shows the item that changed.</summary>
    public static void AppendList(StringBuilder text, string key, IEnumerable<string> values)
    {
        text.Append(key).Append(" = [");
        bool any = false;
        foreach (string value in values)
        {
            text.Append("\n    ").Append(Quote(value)).Append(',');
            any = true;
        }

        text.Append(any ? "\n]\n" : "]\n");
    }

    /// <summary>A literal string where that saves escapes, as with markers; else a basic string. ASCII in either case.</summary>
    public static string Quote(string value)
    {
        bool plain = value.All(c => c is >= ' ' and <= '~');
        if (plain && !value.AsSpan().ContainsAny('"', '\\')) return $"\"{value}\"";
        if (plain && !value.Contains('\'', StringComparison.Ordinal)) return $"'{value}'";
        StringBuilder basic = new("\"");
        foreach (Rune rune in value.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' or '\\' => basic.Append('\\').Append(rune.ToString()),
                >= ' ' and <= '~' => basic.Append(rune.ToString()),
                <= 0xFFFF => basic.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
                _ => basic.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}"),
            };
        }

        return basic.Append('"').ToString();
    }

    /// <summary>In UTC, as PEP 751 asks; the fraction of the second as the index gave it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
