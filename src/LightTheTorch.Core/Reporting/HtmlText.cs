using System.Globalization;
using System.Text;

namespace LightTheTorch.Reporting;

/// <summary>Foreign text for a page: nothing in it is markup, and nothing in it can turn the direction of reading.</summary>
internal static class HtmlText
{
    /// <summary>For the inside of an element and of a quoted attribute.</summary>
    public static string Of(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (char c in text)
        {
            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                _ when IsUnseen(c) => escaped.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    // Controls, marks of direction (a name must not be able to look like another), and halves of characters.
    private static bool IsUnseen(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
