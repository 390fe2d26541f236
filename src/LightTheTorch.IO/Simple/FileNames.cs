using System.Buffers;

namespace LightTheTorch.IO.Simple;

/// <summary>Names of files that come from a page. A name may become part of a path here, so it must be one name and nothing else.</summary>
internal static class FileNames
{
    private const int Longest = 255;

    private static readonly SearchValues<char> s_plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.+!");

    /// <summary>The last part of an address, decoded; null when it is empty or not safe to use as a file's name.</summary>
    public static string? Of(Uri address)
    {
        string path = address.AbsolutePath;
        string name = Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
        return IsSafe(name) ? name : null;
    }

    /// <summary>Neither a path nor a folder, nothing that a terminal would act on, no name that Windows reads otherwise.</summary>
    public static bool IsSafe(string name) =>
        name.Length is > 0 and <= Longest
        && name[0] != '.'
        && (name.AsSpan().IndexOfAnyExcept(s_plain) < 0 || IsHarmless(name));

    // Nearly every name is plain; what is left is looked at more closely.
    private static bool IsHarmless(string name) =>
        name.IndexOfAny(['/', '\\', ':']) < 0
        && !name.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029' || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format);
}
