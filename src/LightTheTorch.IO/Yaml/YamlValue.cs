using System.Collections.Immutable;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Yaml;

/// <summary>A value of a YAML document and its place in the text. A closed hierarchy.</summary>
internal abstract record YamlValue
{
    private YamlValue(TextSpan span) => Span = span;

    public TextSpan Span { get; }

    public sealed record Scalar(TextSpan At, string Text) : YamlValue(At);

    public sealed record Sequence(TextSpan At, ImmutableArray<YamlValue> Items) : YamlValue(At);

    public sealed record Mapping(TextSpan At, ImmutableArray<(Scalar Key, YamlValue Value)> Entries) : YamlValue(At)
    {
        public YamlValue? this[string key] => Entries.FirstOrDefault(e => e.Key.Text == key).Value;
    }
}
