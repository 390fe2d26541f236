using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Toml;

namespace LightTheTorch.IO.Inputs;

/// <summary>A <c>pyproject.toml</c> as far as locking is concerned.</summary>
/// <param name="Document">All of it.</param>
/// <param name="Project">Null when there is no <c>[project]</c>, or when it is invalid.</param>
/// <param name="Groups">Read as they are asked for.</param>
/// <param name="Errors">What is wrong with <c>[project]</c>.</param>
public sealed record ProjectFile(TomlDocument Document, ProjectTable? Project, DependencyGroups Groups, ImmutableArray<Diagnostic> Errors)
{
    public const string Name = "pyproject.toml";

    public bool HasProject => Document.Root["project"] is not null;

    /// <exception cref="LttException">It is no TOML (<see cref="DiagnosticCode.InvalidProjectFile"/>).</exception>
    public static ProjectFile Parse(SourceText source)
    {
        if (!TomlDocument.TryParse(source, DiagnosticCode.InvalidProjectFile, out TomlDocument? document, out ImmutableArray<Diagnostic> errors))
        {
            throw new LttException(errors, ExitCode.Failed);
        }

        TomlFields fields = new(source, DiagnosticCode.InvalidProjectFile);
        TomlNode.Table? project = fields.Get<TomlNode.Table>(document.Root, "project", "table");
        TomlNode.Table? groups = fields.Get<TomlNode.Table>(document.Root, "dependency-groups", "table");
        ProjectTable? table = project is null ? null : new ProjectTableReader(fields).Read(project);
        return new ProjectFile(document, table, DependencyGroups.Of(document, groups), fields.Errors);
    }

    /// <summary>The requirements files that setuptools would read the dependencies from, so that a message can name them.</summary>
    public ImmutableArray<string> SetuptoolsFiles()
    {
        TomlNode? node = Document.Root;
        foreach (string key in (string[])["tool", "setuptools", "dynamic", "dependencies", "file"]) node = (node as TomlNode.Table)?[key];
        return node switch
        {
            TomlNode.Text one => [one.Value],
            TomlNode.Array many => [.. many.Items.OfType<TomlNode.Text>().Select(t => t.Value)],
            _ => [],
        };
    }
}
