using System.Text.RegularExpressions;

namespace LightTheTorch.Text;

/// <summary>Hides the user name and password of addresses before they are shown or written anywhere.</summary>
public static partial class Secrets
{
    /// <summary>Each character between <c>://</c> and <c>@</c> becomes a star, so that offsets into the text stay right.</summary>
    public static string Mask(string text) => UserInfo().Replace(text, static match => "://" + new string('*', match.Length - 4) + "@");

    /// <summary>The same addresses without them: <c>https://host/simple</c>.</summary>
    public static string WithoutUserInfo(string text) => UserInfo().Replace(text, "://");

    [GeneratedRegex(@"://[^/\s?#]+@", RegexOptions.NonBacktracking)]
    private static partial Regex UserInfo();
}
