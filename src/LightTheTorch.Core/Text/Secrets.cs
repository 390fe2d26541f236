using System.Text.RegularExpressions;

namespace LightTheTorch.Text;

/// <summary>Hides what may be secret in addresses before they are shown or written anywhere: user and password, and a query, which may be a token or a signature.</summary>
public static partial class Secrets
{
    /// <summary>Each character of it becomes a star, so that offsets into the text stay right.</summary>
    public static string Mask(string text) => Query().Replace(
        UserInfo().Replace(text, static match => "://" + new string('*', match.Length - 4) + "@"),
        static match => match.Groups[1].Value + new string('*', match.Length - match.Groups[1].Length));

    /// <summary>The same addresses without it: <c>https://host/simple</c>.</summary>
    public static string Without(string text) => Query().Replace(UserInfo().Replace(text, "://"), static match => match.Groups[1].Value.TrimEnd('?'));

    [GeneratedRegex(@"://[^/\s?#]+@", RegexOptions.NonBacktracking)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"(://[^\s?#'""`]*\?)[^\s#'""`]+", RegexOptions.NonBacktracking)]
    private static partial Regex Query();
}
