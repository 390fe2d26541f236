using System.Collections.Immutable;
using LightTheTorch.IO.Toml;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Text;
using LightTheTorch.Versions;

namespace LightTheTorch.IO.Inputs;

/// <summary>Reads <c>[project]</c> by the rules of PEP 621; errors go to the fields' collection.</summary>
internal sealed class ProjectTableReader(TomlFields fields)
{
    private static readonly ImmutableArray<string> s_dynamic =
    [
        "version", "description", "readme", "requires-python", "license", "license-files", "authors", "maintainers", "keywords", "classifiers",
        "urls", "scripts", "gui-scripts", "entry-points", "dependencies", "optional-dependencies", "import-names", "import-namespaces",
    ];

    /// <returns>Null when anything in it is wrong.</returns>
    public ProjectTable? Read(TomlNode.Table project)
    {
        int before = fields.Errors.Length;
        PackageName? name = Name(project);
        ImmutableArray<string> dynamic = Dynamic(project);
        ProjectTable? table = name is null ? null : new ProjectTable
        {
            Name = name,
            NameAsWritten = fields.Text(project, "name") ?? name.Value,
            Version = Version(project, dynamic),
            RequiresPython = RequiresPython(project),
            Dynamic = dynamic,
            Dependencies = Dependencies(project, dynamic),
            Extras = Extras(project),
        };
        return fields.Errors.Length == before ? table : null;
    }

    private PackageName? Name(TomlNode.Table project)
    {
        if (project["name"] is null) fields.AddMissing(project, "name");
        if (fields.Get<TomlNode.Text>(project, "name", "string") is not { } node) return null;
        if (PackageName.TryParse(node.Value, out PackageName? name)) return name;
        fields.Add(node, $"name is invalid: `{node.Value}`");
        return null;
    }

    private ImmutableArray<string> Dynamic(TomlNode.Table project)
    {
        ImmutableArray<TomlNode.Text> named = fields.Texts(project, "dynamic") ?? [];
        foreach (TomlNode.Text node in named.Where(n => !s_dynamic.Contains(n.Value)))
        {
            ImmutableArray<string> near = Nearest.To(node.Value, s_dynamic, 1);
            fields.Add(node, $"`{node.Value}` is no field that may be dynamic", near.IsEmpty ? [] : [$"did you mean `{near[0]}`?"]);
        }

        return [.. named.Select(n => n.Value)];
    }

    private PyVersion? Version(TomlNode.Table project, ImmutableArray<string> dynamic)
    {
        if (fields.Get<TomlNode.Text>(project, "version", "string") is not { } node)
        {
            if (project["version"] is null && !dynamic.Contains("version")) fields.AddMissing(project, "version");
            return null;
        }

        if (PyVersion.TryParse(node.Value, out PyVersion? version)) return version;
        fields.Add(node, $"invalid version: `{node.Value}`");
        return null;
    }

    private PythonDemand? RequiresPython(TomlNode.Table project)
    {
        if (fields.Get<TomlNode.Text>(project, "requires-python", "string") is not { } node) return null;
        if (SpecifierSet.TryParse(node.Value, out SpecifierSet? versions, out ParseError? error))
        {
            return new PythonDemand(versions, fields.Source.Locate(node.ToSource(new TextSpan(0, 0)).Start));
        }

        fields.Add(node.ToSource(error.Span), node.Path, error.Message);
        return null;
    }

    private ImmutableArray<InputRequirement>? Dependencies(TomlNode.Table project, ImmutableArray<string> dynamic)
    {
        ImmutableArray<InputRequirement> stated = Requirements(fields.Texts(project, "dependencies") ?? []);
        return dynamic.Contains("dependencies") ? null : stated;
    }

    private ImmutableArray<(string Name, ImmutableArray<InputRequirement> Requirements)> Extras(TomlNode.Table project)
    {
        if (fields.Get<TomlNode.Table>(project, "optional-dependencies", "table") is not { } table) return [];
        return [.. table.Entries.Select(e => (e.Key, Requirements(fields.Texts(table, e.Key) ?? [])))];
    }

    private ImmutableArray<InputRequirement> Requirements(ImmutableArray<TomlNode.Text> nodes) => [.. nodes.Select(fields.Requirement).OfType<InputRequirement>()];
}
