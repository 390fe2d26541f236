using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Names;

namespace LightTheTorch.Locking;

/// <summary>Reads the reasons of <c># via</c> comments: the inverse of <see cref="LockedVia.ToString"/>.</summary>
internal static class ViaText
{
    // reason = ('-r ' file | '--override ' file | '-c ' file | name ('[' extra ']')?) ': ' words (' {' target (' ' target)* '}')?
    public static bool TryRead(string text, [NotNullWhen(true)] out LockedVia? via)
    {
        via = null;
        string[] targets = [];
        if (text.EndsWith('}') && text.LastIndexOf(" {", StringComparison.Ordinal) is > 0 and int open)
        {
            targets = text[(open + 2)..^1].Split(' ');
            text = text[..open];
        }

        int colon = text.IndexOf(": ", StringComparison.Ordinal);
        if (colon < 1) return false;
        string who = text[..colon];
        string words = text[(colon + 2)..];
        Via? reason = who.StartsWith("-r ", StringComparison.Ordinal) ? new Via.Direct(who[3..], words)
            : who.StartsWith("--override ", StringComparison.Ordinal) ? new Via.Override(who[11..], words)
            : who.StartsWith("-c ", StringComparison.Ordinal) ? new Via.Constraint(who[3..], words)
            : Parent(who, words);
        if (reason is not null) via = new LockedVia(reason, [.. targets]);
        return via is not null;
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
