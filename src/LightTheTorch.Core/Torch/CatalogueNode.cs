using System.Collections.Immutable;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.Torch;

/// <summary>A value of a catalogue file with its place, whether the file was YAML or TOML. A closed hierarchy.</summary>
public abstract record CatalogueNode
{
    private CatalogueNode(SourceLocation location) => Location = location;

    /// <summary>Where the value begins.</summary>
    public SourceLocation Location { get; }

    public sealed record Scalar(SourceLocation At, string Text) : CatalogueNode(At);

    public sealed record Sequence(SourceLocation At, ImmutableArray<CatalogueNode> Items) : CatalogueNode(At);

    public sealed record Mapping(SourceLocation At, ImmutableArray<CatalogueEntry> Entries) : CatalogueNode(At);
}
