using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Text;
using LightTheTorch.Versions;

namespace LightTheTorch.IO.Toml;

/// <summary>Takes the kinds of values out of a <c>pylock.toml</c> that it is made of.</summary>
internal sealed class PylockFields(TomlFields toml)
{
    public delegate bool Parse<T>(string text, [NotNullWhen(true)] out T? value, [NotNullWhen(false)] out ParseError? error)
        where T : class;

    public TomlFields Toml => toml;

    public string Required(TomlNode.Table table, string key)
    {
        if (table[key] is null) toml.AddMissing(table, key);
        return toml.Text(table, key) ?? "";
    }

    public ImmutableArray<string> Strings(TomlNode.Table table, string key) => [.. (toml.Texts(table, key) ?? []).Select(t => t.Value)];

    public PyVersion? Version(TomlNode.Table table, string key)
    {
        if (toml.Get<TomlNode.Text>(table, key, "string") is not { } node) return null;
        if (PyVersion.TryParse(node.Value, out PyVersion? version)) return version;
        toml.Add(node, $"invalid version: `{node.Value}`");
        return null;
    }

    public SpecifierSet? RequiresPython(TomlNode.Table table) => One<SpecifierSet>(table, "requires-python", SpecifierSet.TryParse);

    public T? One<T>(TomlNode.Table table, string key, Parse<T> parse)
        where T : class => toml.Get<TomlNode.Text>(table, key, "string") is { } node ? Parsed(node, parse) : null;

    public ImmutableArray<T> Many<T>(TomlNode.Table table, string key, Parse<T> parse)
        where T : class => [.. (toml.Texts(table, key) ?? []).Select(n => Parsed(n, parse)).OfType<T>()];

    public IEnumerable<TomlNode.Table> Tables(TomlNode.Table table, string key)
    {
        foreach (TomlNode item in toml.Get<TomlNode.Array>(table, key, "array")?.Items ?? [])
        {
            if (item is TomlNode.Table inner) yield return inner;
            else toml.AddType(item, "table");
        }
    }

    private T? Parsed<T>(TomlNode.Text node, Parse<T> parse)
        where T : class
    {
        if (parse(node.Value, out T? value, out ParseError? error)) return value;
        toml.Add(node.ToSource(error.Span), node.Path, error.Message);
        return null;
    }
}
