using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.Torch;

/// <summary>A value of a catalogue file with its place, whether the file was YAML or TOML. A closed hierarchy.</summary>
public abstract record CatalogueNode
{
    private CatalogueNode(SourceLocation location) => Location = location;

    /// <summary>Where the value begins.</summary>
    public SourceLocation Location { get; }

    /// <summary>One line per value, with the keys that lead to it: what is said, without places, comments and notation.</summary>
    public IEnumerable<string> Lines(string path = "") => this switch
    {
        Scalar scalar => [$"{path}={scalar.Text}"],
        Sequence sequence => sequence.Items.SelectMany((item, i) => item.Lines(string.Create(CultureInfo.InvariantCulture, $"{path}/{i}"))).Prepend($"{path}[]"),
        Mapping mapping => mapping.Entries.SelectMany(entry => entry.Value.Lines($"{path}/{entry.Key}")).Prepend($"{path}{{}}"),
        _ => throw new UnreachableException(),
    };

    public sealed record Scalar(SourceLocation At, string Text) : CatalogueNode(At);

    public sealed record Sequence(SourceLocation At, ImmutableArray<CatalogueNode> Items) : CatalogueNode(At);

    public sealed record Mapping(SourceLocation At, ImmutableArray<CatalogueEntry> Entries) : CatalogueNode(At);
}
