using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Names;
using LightTheTorch.Versions;

namespace LightTheTorch.Wheels;

internal static class WheelFileNameParser
{
    private const string Extension = ".whl";

    // Three sets of dots multiply; no honest wheel comes near this.
    private const int MostTags = 1024;

    public static bool TryParse(string text, [NotNullWhen(true)] out WheelFileName? name, [NotNullWhen(false)] out string? why)
    {
        name = null;
        if (!text.EndsWith(Extension, StringComparison.Ordinal)) return Fail("invalid wheel filename (extension must be `.whl`)", out why);
        string[] parts = text[..^Extension.Length].Split('-');
        if (parts.Length is < 5 or > 7) return Fail("invalid wheel filename (wrong number of parts)", out why);
        if (!TryParseName(parts[0], out PackageName? package)) return Fail("invalid wheel filename (invalid project name)", out why);
        if (!PyVersion.TryParse(parts[1], out PyVersion? version)) return Fail("invalid wheel filename (invalid version)", out why);

        // A build tag begins with a digit and an interpreter never does, so the third of six parts says what the sixth is.
        bool hasBuild = parts.Length == 7 || (parts.Length == 6 && !LooksLikeInterpreter(parts[2]));
        BuildTag build = default;
        if (hasBuild && !BuildTag.TryParse(parts[2], out build)) return Fail("invalid wheel filename (invalid build number)", out why);
        int first = hasBuild ? 3 : 2;
        string? variant = parts.Length > first + 3 ? parts[first + 3] : null;
        if (variant is not null && !IsVariantLabel(variant)) return Fail("invalid wheel filename (invalid variant label)", out why);
        if (!TryParseTags(parts[first], parts[first + 1], parts[first + 2], out ImmutableArray<WheelTag> tags))
            return Fail("invalid wheel filename (invalid tag component)", out why);

        why = null;
        name = new WheelFileName(text, package, version, hasBuild ? build : null, tags, variant);
        return true;
    }

    // The binary distribution format escapes `-`, `_` and `.` to a single underscore; older tools left the dots.
    private static bool TryParseName(string text, [NotNullWhen(true)] out PackageName? name)
    {
        name = null;
        return !text.Contains("__", StringComparison.Ordinal) && PackageName.TryParse(text, out name);
    }

    private static bool TryParseTags(string pythons, string abis, string platforms, out ImmutableArray<WheelTag> tags)
    {
        tags = [];
        string[] left = pythons.ToLowerInvariant().Split('.');
        string[] middle = abis.ToLowerInvariant().Split('.');
        string[] right = platforms.ToLowerInvariant().Split('.');
        if (left.Contains("") || middle.Contains("") || right.Contains("") || !Array.TrueForAll(left, IsIdentifier)) return false;
        if ((long)left.Length * middle.Length * right.Length > MostTags) return false;
        ImmutableArray<WheelTag>.Builder all = ImmutableArray.CreateBuilder<WheelTag>(left.Length * middle.Length * right.Length);
        foreach (string python in left)
        {
            foreach (string abi in middle)
            {
                foreach (string platform in right) all.Add(new WheelTag(python, abi, platform));
            }
        }

        tags = all.Count == 1 ? all.MoveToImmutable() : [.. all.Distinct()];
        return true;
    }

    private static bool IsIdentifier(string text) =>
        !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    // Letters, then a digit: `cp313`, `py2.py3`, `pypy310`. It tells a variant label behind the tags from a build tag that is none.
    private static bool LooksLikeInterpreter(string text)
    {
        int letters = text.AsSpan().IndexOfAnyExceptInRange('a', 'z');
        return letters >= 2 && char.IsAsciiDigit(text[letters]);
    }

    // PEP 825: 1 to 16 of `0-9a-z._`.
    private static bool IsVariantLabel(string text) =>
        text.Length is >= 1 and <= 16 && text.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c) || c is '.' or '_');

    private static bool Fail(string message, out string why)
    {
        why = message;
        return false;
    }
}
