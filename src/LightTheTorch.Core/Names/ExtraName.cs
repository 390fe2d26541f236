using System.Diagnostics.CodeAnalysis;

namespace LightTheTorch.Names;

/// <summary>The name of a extra of a project, the <c>socks</c> of <c>requests[socks]</c>, normalised by PEP 685.</summary>
public sealed class ExtraName : NormalizedName
{
    private ExtraName(string value)
        : base(value)
    {
    }

    /// <exception cref="FormatException">The text is no valid name.</exception>
    public static ExtraName Parse(string text) =>
        TryParse(text, out ExtraName? name) ? name : throw new FormatException($"name is invalid: '{text}'");

    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out ExtraName? name)
    {
        name = TryNormalize(text, out string? value) ? new ExtraName(value) : null;
        return name is not null;
    }

    /// <summary>Takes an identifier of a dependency specifier, which may end in <c>_</c>: packaging reads <c>name_</c> as <c>name-</c>.</summary>
    internal static ExtraName FromIdentifier(string identifier) => new(Fold(identifier));
}
