using System.Diagnostics.CodeAnalysis;

namespace LightTheTorch.Names;

/// <summary>The name of a project on an index, normalised by PEP 503.</summary>
public sealed class PackageName : NormalizedName
{
    private PackageName(string value)
        : base(value)
    {
    }

    /// <exception cref="FormatException">The text is no valid name.</exception>
    public static PackageName Parse(string text) =>
        TryParse(text, out PackageName? name) ? name : throw new FormatException($"name is invalid: '{text}'");

    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out PackageName? name)
    {
        name = TryNormalize(text, out string? value) ? new PackageName(value) : null;
        return name is not null;
    }

    /// <summary>Takes an identifier of a dependency specifier, which may end in <c>_</c>: packaging reads <c>name_</c> as <c>name-</c>.</summary>
    internal static PackageName FromIdentifier(string identifier) => new(Fold(identifier));
}
