using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Toml;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Inputs;

/// <summary>
/// The <c>[dependency-groups]</c> of a project (PEP 735). A group is read when it is asked for, so that a mistake in one does not spoil the others.
/// </summary>
public sealed class DependencyGroups
{
    // Includes that double at every step would otherwise fill the memory; no real group has this many.
    private const int MostRequirements = 100_000;

    private readonly TomlDocument _document;
    private readonly ImmutableArray<TomlNode.Entry> _entries;

    private DependencyGroups(TomlDocument document, ImmutableArray<TomlNode.Entry> entries)
    {
        _document = document;
        _entries = entries;
    }

    /// <summary>In the order of the file, each once.</summary>
    public ImmutableArray<GroupName> Names => [.. _entries.Select(e => GroupName.TryParse(e.Key, out GroupName? name) ? name : null).OfType<GroupName>().Distinct()];

    internal static DependencyGroups Of(TomlDocument document, TomlNode.Table? table) => new(document, [.. table?.Entries ?? []]);

    /// <summary>The requirements of a group and of those that it includes, in order; a group reached twice lists its items twice.</summary>
    /// <returns>Nothing when there are errors.</returns>
    public ImmutableArray<InputRequirement> Resolve(GroupName name, out ImmutableArray<Diagnostic> errors)
    {
        TomlFields fields = new(_document.Source, DiagnosticCode.InvalidProjectFile);
        List<InputRequirement> found = [];
        Add(name, null, [], found, fields);
        errors = fields.Errors;
        return errors.IsEmpty ? [.. found] : [];
    }

    private void Add(GroupName name, TomlNode? includedAt, ImmutableList<GroupName> open, List<InputRequirement> found, TomlFields fields)
    {
        TomlNode.Entry[] entries = [.. _entries.Where(e => GroupName.TryParse(e.Key, out GroupName? own) && own.Equals(name))];
        if (entries.Length == 0)
        {
            fields.Add(includedAt?.Span ?? TablesKey, includedAt?.Path ?? "", $"dependency group `{name}` not found", NameHint.For(name, [.. Names], "groups"));
        }
        else if (entries.Length > 1)
        {
            fields.Add(entries[1].KeySpan, "", $"duplicate dependency group names: {name} ({string.Join(", ", entries.Select(e => e.Key))})");
        }
        else if (entries[0].Value is not TomlNode.Array items)
        {
            fields.Add(entries[0].Value, $"dependency group `{name}` is not an array: unexpected type {entries[0].Value.TypeName}");
        }
        else
        {
            foreach (TomlNode item in items.Items)
            {
                AddItem(item, open.Add(name), found, fields);
                if (found.Count <= MostRequirements && fields.Errors.Length < 100) continue;
                if (found.Count > MostRequirements) fields.Add(items, $"dependency group `{name}` has more than {MostRequirements} requirements");
                return;
            }
        }
    }

    private void AddItem(TomlNode item, ImmutableList<GroupName> open, List<InputRequirement> found, TomlFields fields)
    {
        switch (item)
        {
            case TomlNode.Text text:
                if (fields.Requirement(text) is { } requirement) found.Add(requirement);
                break;
            case TomlNode.Table { Entries: [{ Key: "include-group", Value: TomlNode.Text include }] }:
                if (!GroupName.TryParse(include.Value, out GroupName? group)) fields.Add(include, $"name is invalid: `{include.Value}`");
                else if (open.Contains(group)) fields.Add(include, $"cyclic dependency group include while resolving `{open[0]}`: {string.Join(" -> ", open.Append(group))}");
                else Add(group, include, open, found, fields);
                break;
            case TomlNode.Table { Entries: [{ Key: "include-group", Value: var other }] }:
                fields.AddType(other, "string");
                break;
            case TomlNode.Table:
                fields.Add(item, "invalid dependency group item: the only table known is `{include-group = \"NAME\"}`");
                break;
            default:
                fields.AddType(item, "string or table");
                break;
        }
    }

    // Where groups are declared, or would be read from.
    private TextSpan TablesKey =>
        _document.Root.TryGet("dependency-groups", out TomlNode.Entry? groups) ? groups.KeySpan : _document.Root.TryGet("project", out TomlNode.Entry? project) ? project.KeySpan : default;
}
