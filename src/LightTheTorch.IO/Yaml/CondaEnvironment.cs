using System.Collections.Immutable;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Yaml;

/// <summary>What an <c>environment.yml</c> of conda lists.</summary>
public sealed record CondaEnvironment
{
    /// <summary>The Python that conda would install, as <c>3.12</c>, or as written where no single version is named.</summary>
    public Item? Python { get; init; }

    /// <summary>Packages of conda's own, without Python and pip.</summary>
    public ImmutableArray<Item> Conda { get; init; } = [];

    /// <summary>Lines of the <c>pip:</c> part: the syntax of requirements files.</summary>
    public ImmutableArray<Item> Pip { get; init; } = [];

    /// <summary>A value and its place in the file.</summary>
    public readonly record struct Item(string Value, TextSpan Span);
}
