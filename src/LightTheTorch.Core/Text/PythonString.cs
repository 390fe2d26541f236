using System.Globalization;
using System.Text;

namespace LightTheTorch.Text;

/// <summary>Python's string literals, as far as markers use them.</summary>
public static class PythonString
{
    /// <summary>
    /// Resolves the escapes of what stands between a literal's quotes (Python reference, "Escape sequences"); unknown ones stay as they are.
    /// </summary>
    /// <returns><see langword="null"/> for what Python refuses: a line break, a broken escape, a backslash at the end. <c>\N{…}</c> is refused as well.</returns>
    public static string? Unescape(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny('\n', '\r', '\0') >= 0 && !HasOnlyEscapedLineBreaks(text)) return null;
        if (!text.Contains('\\')) return text.ToString();
        StringBuilder result = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            if (++i == text.Length) return null;
            switch (text[i])
            {
                case '\n':
                    break;
                case '\r':
                    if (i + 1 < text.Length && text[i + 1] == '\n') i++;
                    break;
                case 'x' or 'u' or 'U':
                    int digits = text[i] switch { 'x' => 2, 'u' => 4, _ => 8 };
                    if (i + digits >= text.Length || !TryCode(text.Slice(i + 1, digits), out int code)) return null;
                    AppendCode(result, code);
                    i += digits;
                    break;
                case >= '0' and <= '7':
                    int value = 0;
                    int end = Math.Min(i + 3, text.Length);
                    for (; i < end && text[i] is >= '0' and <= '7'; i++) value = (value * 8) + (text[i] - '0');
                    i--;
                    result.Append((char)value);
                    break;
                case 'N':
                    return null;
                default:
                    int known = "\\'\"abfnrtv".IndexOf(text[i], StringComparison.Ordinal);
                    if (known < 0) result.Append('\\').Append(text[i]);
                    else result.Append("\\'\"\a\b\f\n\r\t\v"[known]);
                    break;
            }
        }

        return result.ToString();
    }

    private static bool HasOnlyEscapedLineBreaks(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is '\n' or '\r' or '\0') return false;
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] != '\0') i += text[i + 1] == '\r' && i + 2 < text.Length && text[i + 2] == '\n' ? 2 : 1;
        }

        return true;
    }

    private static bool TryCode(ReadOnlySpan<char> digits, out int code) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code) && code is >= 0 and <= 0x10ffff;

    private static void AppendCode(StringBuilder result, int code)
    {
        if (code < 0x10000) result.Append((char)code);
        else result.Append(char.ConvertFromUtf32(code));
    }
}
