using System.Collections.Immutable;
using LightTheTorch.IO.Toml;
using LightTheTorch.Names;
using LightTheTorch.Text;
using LightTheTorch.Torch;

namespace LightTheTorch.IO.Inputs;

/// <summary>Reads <c>[tool.ltt.sources.LABEL]</c>: an <c>index</c> or <c>find-links</c> address, the <c>packages</c> it is for, and maybe <c>backends</c>.</summary>
internal static class SourceTables
{
    private static readonly ImmutableArray<string> s_keys = ["index", "find-links", "packages", "backends"];

    public static ImmutableArray<UserSource> Read(TomlNode node, TomlFields fields)
    {
        if (node is not TomlNode.Table tables)
        {
            fields.AddType(node, "table");
            return [];
        }

        return [.. tables.Entries.Select(e => Read(e, fields)).OfType<UserSource>()];
    }

    private static UserSource? Read(TomlNode.Entry entry, TomlFields fields)
    {
        if (entry.Value is not TomlNode.Table table)
        {
            fields.AddType(entry.Value, "table");
            return null;
        }

        foreach (TomlNode.Entry unknown in table.Entries.Where(e => !s_keys.Contains(e.Key)))
        {
            ImmutableArray<string> near = Nearest.To(unknown.Key, s_keys, 1);
            fields.Add(unknown.KeySpan, $"{table.Path}.{unknown.Key}", "no such setting", $"did you mean `{(near.IsEmpty ? "index" : near[0])}`?");
        }

        TomlNode.Text? index = fields.Get<TomlNode.Text>(table, "index", "string");
        TomlNode.Text? links = fields.Get<TomlNode.Text>(table, "find-links", "string");
        ImmutableArray<PackageName> packages = [.. Names<PackageName>(table, "packages", fields, static (text, out name) => PackageName.TryParse(text, out name))];
        ImmutableArray<BackendName> backends = [.. Names<BackendName>(table, "backends", fields, static (text, out name) => BackendName.TryParse(text, out name))];
        if (table["packages"] is null) fields.AddMissing(table, "packages");
        if (index is null == links is null)
        {
            fields.Add(table, "exactly one of `index` and `find-links` must be set");
            return null;
        }

        TomlNode.Text address = index ?? links ?? throw new System.Diagnostics.UnreachableException();
        // A bare word names an index of the catalogue.
        bool isName = index is not null && !address.Value.Contains(':', StringComparison.Ordinal);
        if (!isName && !UserSource.IsValidAddress(address.Value, links is not null, out string? why)) fields.Add(address, why);
        return new UserSource(entry.Key, packages, address.Value, links is not null, backends) { Place = fields.Source.Locate(address.Span.Start) };
    }

    private delegate bool TryParse<T>(string text, out T? name);

    private static IEnumerable<T> Names<T>(TomlNode.Table table, string key, TomlFields fields, TryParse<T> parse)
        where T : class
    {
        foreach (TomlNode.Text text in fields.Texts(table, key) ?? [])
        {
            if (parse(text.Value, out T? name) && name is not null) yield return name;
            else fields.Add(text, $"name is invalid: `{text.Value}`");
        }
    }
}
