using System.Diagnostics.CodeAnalysis;

namespace LightTheTorch.Names;

/// <summary>The name of a dependency group of a <c>pyproject.toml</c>, normalised by PEP 735.</summary>
public sealed class GroupName : NormalizedName
{
    private GroupName(string value)
        : base(value)
    {
    }

    /// <exception cref="FormatException">The text is no valid name.</exception>
    public static GroupName Parse(string text) =>
        TryParse(text, out GroupName? name) ? name : throw new FormatException($"name is invalid: '{text}'");

    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out GroupName? name)
    {
        name = TryNormalize(text, out string? value) ? new GroupName(value) : null;
        return name is not null;
    }
}
