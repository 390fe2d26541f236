using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Names;
using LightTheTorch.Text;
using LightTheTorch.Versions;

namespace LightTheTorch.Wheels;

/// <summary>The name of a source distribution, <c>NAME-VERSION.tar.gz</c> or <c>.zip</c> (source distribution format; PEP 625).</summary>
public sealed class SdistFileName
{
    private static readonly string[] s_extensions = [".tar.gz", ".zip"];

    private SdistFileName(string text, PackageName name, PyVersion version)
    {
        Text = text;
        Name = name;
        Version = version;
    }

    /// <summary>The name as it was given, with its extension.</summary>
    public string Text { get; }

    public PackageName Name { get; }

    public PyVersion Version { get; }

    /// <exception cref="ParseException">The text is no name of a source distribution.</exception>
    public static SdistFileName Parse(string text) =>
        TryParse(text, out SdistFileName? name)
            ? name
            : throw new ParseException(new ParseError("invalid sdist filename", text, new TextSpan(0, text.Length)));

    /// <summary>Reads a name by itself: the version is what follows the last dash.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SdistFileName? name)
    {
        name = null;
        if (!TryTrimExtension(text, out string? stem)) return false;
        int dash = stem.LastIndexOf('-');
        return dash > 0 && TryCreate(text, stem, dash, out name);
    }

    /// <summary>
    /// Reads a name on the page of <paramref name="project"/>, as pip does: what the project's name explains is the name, so
    /// <c>foo-1.0-1.tar.gz</c> of <c>foo</c> is 1.0.post1.
    /// </summary>
    public static bool TryParse(string text, PackageName project, [NotNullWhen(true)] out SdistFileName? name)
    {
        name = null;
        if (!TryTrimExtension(text, out string? stem)) return false;
        for (int dash = stem.IndexOf('-', StringComparison.Ordinal); dash > 0; dash = stem.IndexOf('-', dash + 1))
        {
            if (PackageName.TryParse(stem.AsSpan(0, dash), out PackageName? left) && left.Equals(project)) return TryCreate(text, stem, dash, out name);
        }

        return false;
    }

    public override string ToString() => Text;

    private static bool TryTrimExtension(string text, [NotNullWhen(true)] out string? stem)
    {
        string? extension = s_extensions.FirstOrDefault(known => text.EndsWith(known, StringComparison.Ordinal));
        stem = extension is null ? null : text[..^extension.Length];
        return stem is not null;
    }

    private static bool TryCreate(string text, string stem, int dash, [NotNullWhen(true)] out SdistFileName? name)
    {
        name = PackageName.TryParse(stem.AsSpan(0, dash), out PackageName? package) && PyVersion.TryParse(stem.AsSpan(dash + 1), out PyVersion? version)
            ? new SdistFileName(text, package, version)
            : null;
        return name is not null;
    }
}
