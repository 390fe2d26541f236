using System.Diagnostics;
using LightTheTorch.Diagnostics;
using LightTheTorch.Torch;
using YamlDotNet.RepresentationModel;

namespace LightTheTorch.IO.Yaml;

/// <summary>Turns YAML's representation graph into the nodes of a catalogue, which know nothing of YAML.</summary>
internal static class YamlCatalogueNodes
{
    /// <exception cref="LttException">The file uses what a catalogue has no use for: an alias, a tag, a key that is no text.</exception>
    public static CatalogueNode Convert(YamlNode node, string path)
    {
        SourceLocation at = Place(node, path);

        // An alias could make a small file unfold into an endless tree.
        if (!node.Anchor.IsEmpty) throw Refuse("anchors and aliases have no place in a catalogue", at);
        return node switch
        {
            YamlScalarNode scalar => new CatalogueNode.Scalar(at, scalar.Value ?? ""),
            YamlSequenceNode sequence => new CatalogueNode.Sequence(at, [.. sequence.Children.Select(child => Convert(child, path))]),
            YamlMappingNode mapping => new CatalogueNode.Mapping(at, [.. mapping.Children.Select(pair => Entry(pair.Key, pair.Value, path))]),
            _ => throw new UnreachableException(),
        };
    }

    private static CatalogueEntry Entry(YamlNode key, YamlNode value, string path) => key is YamlScalarNode { Value: { } text }
        ? new CatalogueEntry(text, Place(key, path), Convert(value, path))
        : throw Refuse("a key must be text", Place(key, path));

    private static SourceLocation Place(YamlNode node, string path) => new(path, (int)node.Start.Line, (int)node.Start.Column);

    private static LttException Refuse(string message, SourceLocation at) =>
        new(new Diagnostic(DiagnosticCode.InvalidCatalogue, Severity.Error, message, at), ExitCode.Usage);
}
