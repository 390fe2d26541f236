using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Names;

namespace LightTheTorch.Locking;

/// <summary>Reads the reasons of <c># via</c> comments: the inverse of <see cref="LockedVia.ToString"/>.</summary>
internal static class ViaText
{
    private const string Colon = ": ";

    private static readonly ImmutableArray<(string Option, Func<string, string, Via> Make)> s_options =
    [
        ("-r ", static (file, words) => new Via.Direct(file, words)),
        ("--override ", static (file, words) => new Via.Override(file, words)),
        ("-c ", static (file, words) => new Via.Constraint(file, words)),
    ];

    /// <summary>A file's name as it stands before the colon: itself, or in quotes where its end could not be found.</summary>
    public static string Quote(string file) => NeedsQuotes(file) ? $"\"{file.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : file;

    // via = reason (' {' target (' ' target)* '}')?
    public static bool TryRead(string text, [NotNullWhen(true)] out LockedVia? via)
    {
        via = null;
        string[] targets = [];
        if (text.EndsWith('}') && text.LastIndexOf(" {", StringComparison.Ordinal) is > 0 and int open)
        {
            targets = text[(open + 2)..^1].Split(' ');
            text = text[..open];
        }

        if (Reason(text) is { } reason) via = new LockedVia(reason, [.. targets]);
        return via is not null;
    }

    // reason = (('-r ' | '--override ' | '-c ') file | name ('[' extra ']')?) ': ' words
    private static Via? Reason(string text)
    {
        foreach ((string option, Func<string, string, Via> make) in s_options)
        {
            if (!text.StartsWith(option, StringComparison.Ordinal)) continue;
            string rest = text[option.Length..];
            (string file, int end) = File(rest);
            return end < 0 ? null : make(file, rest[(end + Colon.Length)..]);
        }

        int colon = text.IndexOf(Colon, StringComparison.Ordinal);
        return colon < 1 ? null : Parent(text[..colon], text[(colon + Colon.Length)..]);
    }

    // file = '"' ([^"] | '""')* '"' | any text without ': '
    // Quotes that nobody needs are part of the name: so older locks have them.
    private static (string Name, int End) File(string text)
    {
        int end = EndOfQuotes(text);
        if (end > 0 && text.AsSpan(end).StartsWith(Colon) && text[1..(end - 1)].Replace("\"\"", "\"", StringComparison.Ordinal) is var name && NeedsQuotes(name)) return (name, end);
        end = text.IndexOf(Colon, StringComparison.Ordinal);
        return (end < 0 ? "" : text[..end], end);
    }

    private static bool NeedsQuotes(string file) => file.StartsWith('"') || file.Contains(Colon, StringComparison.Ordinal);

    private static int EndOfQuotes(string text)
    {
        if (!text.StartsWith('"')) return -1;
        for (int i = 1; i < text.Length; i++)
        {
            if (text[i] != '"') continue;
            if (i + 1 == text.Length || text[i + 1] != '"') return i + 1;
            i++;
        }

        return -1;
    }

    private static Via.Parent? Parent(string who, string words)
    {
        ExtraName? extra = null;
        if (who.EndsWith(']') && who.IndexOf('[', StringComparison.Ordinal) is > 0 and int open)
        {
            if (!ExtraName.TryParse(who.AsSpan(open + 1, who.Length - open - 2), out extra)) return null;
            who = who[..open];
        }

        return PackageName.TryParse(who, out PackageName? name) ? new Via.Parent(name, extra, words) : null;
    }
}
