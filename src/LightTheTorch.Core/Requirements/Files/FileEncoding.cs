using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LightTheTorch.Diagnostics;
using LightTheTorch.Text;

namespace LightTheTorch.Requirements.Files;

/// <summary>
/// From bytes to text as pip reads requirements files: a byte order mark, else a coding comment (PEP 263) on one of the first two lines, else UTF-8.
/// Where pip would go on to the encoding of the machine's locale this is an error: a lock does not depend on the machine that makes it.
/// </summary>
public static partial class FileEncoding
{
    public static bool TryDecode(string path, ReadOnlySpan<byte> bytes, out string text, [NotNullWhen(false)] out Diagnostic? error)
    {
        text = "";
        (Encoding encoding, int mark) = ByteOrderMark(bytes);
        bytes = bytes[mark..];
        if (mark == 0 && CodingComment(bytes) is { } comment)
        {
            if (Find(comment.Name) is not { } named)
            {
                error = SourceText.Of(path, Encoding.Latin1.GetString(bytes)).ErrorAt(
                    comment.Span,
                    DiagnosticCode.InvalidRequirement,
                    $"unknown encoding: `{comment.Name}`",
                    "save the file as UTF-8 and remove the coding comment");
                return false;
            }

            encoding = named;
        }

        try
        {
            text = encoding.GetString(bytes);
            error = null;
            return true;
        }
        catch (DecoderFallbackException failure)
        {
            int good = Math.Clamp(failure.Index, 0, bytes.Length);
            error = SourceText.Of(path, Encoding.Latin1.GetString(bytes)).ErrorAt(
                new TextSpan(good, 1),
                DiagnosticCode.InvalidRequirement,
                $"the file is not valid {encoding.WebName.ToUpperInvariant()}",
                "save it as UTF-8, or name its encoding on the first line, for example `# -*- coding: latin-1 -*-`");
            return false;
        }
    }

    // The mark of UTF-16 is a prefix of that of UTF-32.
    private static (Encoding Encoding, int Length) ByteOrderMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xef, 0xbb, 0xbf, ..] => (new UTF8Encoding(false, true), 3),
        [0xff, 0xfe, 0, 0, ..] => (new UTF32Encoding(false, false, true), 4),
        [0, 0, 0xfe, 0xff, ..] => (new UTF32Encoding(true, false, true), 4),
        [0xff, 0xfe, ..] => (new UnicodeEncoding(false, false, true), 2),
        [0xfe, 0xff, ..] => (new UnicodeEncoding(true, false, true), 2),
        _ => (new UTF8Encoding(false, true), 0),
    };

    private static (string Name, TextSpan Span)? CodingComment(ReadOnlySpan<byte> bytes)
    {
        int start = 0;
        for (int line = 0; line < 2 && start < bytes.Length; line++)
        {
            int length = bytes[start..].IndexOf((byte)'\n');
            if (length < 0) length = bytes.Length - start;
            if (bytes[start] == '#' && CodingPattern().Match(Encoding.Latin1.GetString(bytes.Slice(start, length))) is { Success: true } match)
            {
                Group name = match.Groups[1];
                return (name.Value, new TextSpan(start + name.Index, name.Length));
            }

            start += length + 1;
        }

        return null;
    }

    // Python's names for encodings, as far as .NET has them under another.
    private static Encoding? Find(string name)
    {
        string plain = name.ToLowerInvariant().Replace('_', '-');
        string webName = plain switch
        {
            "utf8" or "u8" or "utf" or "utf-8-sig" => "utf-8",
            "latin-1" or "latin1" or "l1" or "latin" or "8859" or "iso8859" or "iso8859-1" => "iso-8859-1",
            "ascii" or "646" => "us-ascii",
            "mbcs" => "",
            _ when plain.StartsWith("cp", StringComparison.Ordinal) && int.TryParse(plain.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int page) =>
                page is >= 1250 and <= 1258 ? $"windows-{page}" : $"ibm{page}",
            _ => plain,
        };
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(webName, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(webName, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"coding[:=][ \t]*([-0-9A-Za-z_.]+)", RegexOptions.NonBacktracking)]
    private static partial Regex CodingPattern();
}
