using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Inputs;
using LightTheTorch.Requirements;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Toml;

/// <summary>Takes typed values out of tables and collects what is wrong with them. Every message begins with the way to the value.</summary>
internal sealed class TomlFields(SourceText source, DiagnosticCode code)
{
    private readonly List<Diagnostic> _errors = [];

    public ImmutableArray<Diagnostic> Errors => [.. _errors];

    public SourceText Source => source;

    public void Add(TextSpan span, string path, string message, params ImmutableArray<string> hints) =>
        _errors.Add(source.ErrorAt(span, code, path.Length > 0 ? $"`{path}`: {message}" : message, hints));

    public void Add(TomlNode node, string message, params ImmutableArray<string> hints) => Add(node.Span, node.Path, message, hints);

    /// <summary>The value under a key; null when it is missing or, with an error, of another type.</summary>
    public T? Get<T>(TomlNode.Table table, string key, string expected)
        where T : TomlNode
    {
        if (table[key] is not { } node) return null;
        if (node is T typed) return typed;
        AddType(node, expected);
        return null;
    }

    public string? Text(TomlNode.Table table, string key) => Get<TomlNode.Text>(table, key, "string")?.Value;

    /// <summary>The strings of an array; null when the key is missing or the value is no array. What is no string in it is an error.</summary>
    public ImmutableArray<TomlNode.Text>? Texts(TomlNode.Table table, string key) => Get<TomlNode.Array>(table, key, "array") is { } array ? Texts(array) : null;

    public ImmutableArray<TomlNode.Text> Texts(TomlNode.Array array)
    {
        foreach (TomlNode other in array.Items.Where(i => i is not TomlNode.Text)) AddType(other, "string");
        return [.. array.Items.OfType<TomlNode.Text>()];
    }

    public void AddMissing(TomlNode.Table table, string key) =>
        Add(table.Span, table.Path.Length > 0 ? $"{table.Path}.{key}" : key, "missing required value");

    public void AddType(TomlNode node, string expected) => Add(node, $"unexpected type {node.TypeName} (expected {expected})");

    /// <summary>A dependency specifier; the error points into the string.</summary>
    public InputRequirement? Requirement(TomlNode.Text node)
    {
        if (Requirements.Requirement.TryParse(node.Value, out Requirement? requirement, out ParseError? error))
        {
            return new InputRequirement(requirement, source.Locate(node.ToSource(new TextSpan(0, 0)).Start));
        }

        Add(node.ToSource(error.Span), node.Path, $"invalid requirement: `{Secrets.Mask(node.Value)}`: {error.Message}", RequirementHints.For(error));
        return null;
    }
}
