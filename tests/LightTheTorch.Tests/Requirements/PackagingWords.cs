namespace LightTheTorch.Tests.Requirements;

/// <summary>How our messages differ from packaging's: they begin in lower case, and name a bracket by its sign.</summary>
internal static class PackagingWords
{
    private static readonly (string Theirs, string Ours)[] s_tokens =
    [
        ("RIGHT_PARENTHESIS for LEFT_PARENTHESIS", "')' for '('"),
        ("RIGHT_BRACKET for LEFT_BRACKET", "']' for '['"),
    ];

    public static string InOurStyle(string message)
    {
        foreach ((string theirs, string ours) in s_tokens) message = message.Replace(theirs, ours, StringComparison.Ordinal);
        return char.ToLowerInvariant(message[0]) + message[1..];
    }
}
