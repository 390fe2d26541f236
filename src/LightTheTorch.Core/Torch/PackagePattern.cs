using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Names;

namespace LightTheTorch.Torch;

/// <summary>A name of a backend's own index, or all names that begin alike: <c>rocm-sdk-*</c>.</summary>
/// <remarks>A vendor that makes a package for each GPU has more names than a table should list, and none of them may be looked for elsewhere.</remarks>
public sealed record PackagePattern
{
    private readonly string _text;

    private PackagePattern(string text) => _text = text;

    /// <summary>Takes a name, or the beginning of one that ends in a dash, with a star behind it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PackagePattern? pattern)
    {
        bool isPrefix = text.EndsWith("-*", StringComparison.Ordinal);
        pattern = PackageName.TryParse(isPrefix ? text[..^2] : text, out PackageName? name) ? new PackagePattern(isPrefix ? $"{name}-*" : name.Value) : null;
        return pattern is not null;
    }

    /// <summary>The name, or <see langword="null"/> when it is the beginning of many.</summary>
    public PackageName? Name => IsPrefix ? null : PackageName.Parse(_text);

    private bool IsPrefix => _text.EndsWith('*');

    public bool Matches(PackageName name) => IsPrefix ? name.Value.StartsWith(_text[..^1], StringComparison.Ordinal) : name.Value == _text;

    public override string ToString() => _text;
}
