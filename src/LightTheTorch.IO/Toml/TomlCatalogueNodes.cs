using System.Diagnostics;
using System.Globalization;
using LightTheTorch.Diagnostics;
using LightTheTorch.Torch;

namespace LightTheTorch.IO.Toml;

/// <summary>Turns a TOML table into the nodes of a catalogue, which know nothing of TOML.</summary>
internal static class TomlCatalogueNodes
{
    public static CatalogueNode Convert(TomlNode node, SourceText source)
    {
        SourceLocation at = source.Locate(node.Span.Start);
        return node switch
        {
            TomlNode.Table table => new CatalogueNode.Mapping(at, [.. table.Entries.Select(e => new CatalogueEntry(e.Key, source.Locate(e.KeySpan.Start), Convert(e.Value, source)))]),
            TomlNode.Array array => new CatalogueNode.Sequence(at, [.. array.Items.Select(i => Convert(i, source))]),
            TomlNode.Text text => new CatalogueNode.Scalar(at, text.Value),
            TomlNode.Whole whole => new CatalogueNode.Scalar(at, whole.Value.ToString(CultureInfo.InvariantCulture)),
            TomlNode.Flag flag => new CatalogueNode.Scalar(at, flag.Value ? "true" : "false"),
            TomlNode.Real or TomlNode.Time => new CatalogueNode.Scalar(at, source.Text.Substring(node.Span.Start, node.Span.Length)),
            _ => throw new UnreachableException(),
        };
    }
}
