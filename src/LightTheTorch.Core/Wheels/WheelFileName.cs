using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Names;
using LightTheTorch.Text;
using LightTheTorch.Versions;

namespace LightTheTorch.Wheels;

/// <summary>
/// The name of a wheel (binary distribution format, "File name convention"):
/// <c>NAME-VERSION[-BUILD]-PYTHON-ABI-PLATFORM[-VARIANT].whl</c>.
/// </summary>
public sealed class WheelFileName
{
    internal WheelFileName(string text, PackageName name, PyVersion version, BuildTag? build, ImmutableArray<WheelTag> tags, string? variantLabel)
    {
        Text = text;
        Name = name;
        Version = version;
        Build = build;
        Tags = tags;
        VariantLabel = variantLabel;
    }

    /// <summary>The name as it was given, with <c>.whl</c>.</summary>
    public string Text { get; }

    public PackageName Name { get; }

    public PyVersion Version { get; }

    /// <summary>Breaks ties between wheels with equal tags; a wheel without one comes last.</summary>
    public BuildTag? Build { get; }

    /// <summary>The compressed tag set written out, without duplicates; at least one.</summary>
    public ImmutableArray<WheelTag> Tags { get; }

    /// <summary>The label of a variant wheel (PEP 825), or null. Such a wheel needs an installer that knows variants: <see cref="SupportedTags"/> never takes it.</summary>
    public string? VariantLabel { get; }

    /// <exception cref="ParseException">The text is no name of a wheel.</exception>
    public static WheelFileName Parse(string text) => TryParse(text, out WheelFileName? name, out string? why) ? name : throw Error(text, why);

    public static bool TryParse(string text, [NotNullWhen(true)] out WheelFileName? name) => TryParse(text, out name, out _);

    /// <param name="text">A file name, not a path or a URL.</param>
    /// <param name="name">The name, if it is one.</param>
    /// <param name="why">Why it is none, in packaging's words.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out WheelFileName? name, [NotNullWhen(false)] out string? why) =>
        WheelFileNameParser.TryParse(text, out name, out why);

    public override string ToString() => Text;

    private static ParseException Error(string text, string why) => new(new ParseError(why, text, new TextSpan(0, text.Length)));
}
