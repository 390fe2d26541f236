using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Inputs;

/// <summary>Takes the dependencies of a project, those of the extras and groups asked for, and leaves out the project itself.</summary>
internal sealed class ProjectInput(InputContext context)
{
    /// <summary>A <c>pyproject.toml</c> that is itself an input.</summary>
    public async Task AddAsync(string path, InputRequest request, List<InputRequirement> into, InputCollector collector, CancellationToken cancellationToken)
    {
        ProjectFile file = ProjectFile.Parse(await context.ReadTextAsync(path, "project", cancellationToken));
        collector.Remarks.AddRange(file.Errors);
        if (file.Project is { } project)
        {
            IEnumerable<ExtraName> extras = request.AllExtras ? project.ExtraNames : request.Extras;
            collector.RequiresPython.AddRange(project.RequiresPython is { } demand ? [demand] : []);
            Add(file, project, extras, null, into, collector, request.ExtrasPlace);
        }
        else if (!file.HasProject && (request.Groups.IsEmpty || !request.Extras.IsEmpty))
        {
            collector.Remarks.Add(NoProject(file));
        }

        foreach (GroupName group in request.Groups)
        {
            ImmutableArray<InputRequirement> found = file.Groups.Resolve(group, out ImmutableArray<Diagnostic> errors);
            collector.Remarks.AddRange(file.Groups.Names.Contains(group) ? errors : errors.Select(error => AskedAt(request.GroupsPlace, error)));
            if (file.Project is null) into.AddRange(found);
            else new ExtraExpansion(file.Project, into).AddAll(found, null);
        }
    }

    /// <summary><c>-e .</c>, <c>./project[extra] ; marker</c> or a <c>file:</c> URL of a folder, on a line of a requirements file.</summary>
    public async Task AddLocalAsync(
        RequirementsFileItem.Entry entry,
        string folder,
        List<InputRequirement> into,
        InputCollector collector,
        CancellationToken cancellationToken)
    {
        string written = RequirementsInput.Written(entry);
        string path = Path.Combine(folder, ProjectFile.Name);
        if (!context.Files.FileExists(path))
        {
            collector.Remarks.Add(RequirementsInput.Error(
                entry,
                context.Files.DirectoryExists(folder) ? DiagnosticCode.UnsupportedRequirement : DiagnosticCode.FileNotFound,
                context.Files.DirectoryExists(folder)
                    ? $"`{written}` has no `pyproject.toml`: only running its `setup.py` would tell what it depends on"
                    : $"`{written}` is not there: no folder `{folder}`",
                "replace the line by the project's dependencies"));
            return;
        }

        string shown = Path.GetRelativePath(context.WorkingDirectory, path);
        ProjectFile file = ProjectFile.Parse(await context.ReadTextAsync(shown.StartsWith("..", StringComparison.Ordinal) ? path : shown, "project", cancellationToken));
        collector.Remarks.AddRange(file.Errors);
        if (file.Project is not { } project)
        {
            if (file.Errors.IsEmpty) collector.Remarks.Add(NoProject(file));
            return;
        }

        SourceLocation origin = entry.Line.Locate(entry.Span.Start);
        collector.RequiresPython.AddRange(project.RequiresPython is { } demand ? [demand] : []);
        collector.LeftOut.Add(new LeftOutProject(project.Name, folder, origin));
        collector.Remarks.Add(entry.Line.Source.At(
            entry.Line.ToSource(new TextSpan(entry.Span.Start, written.Length)),
            DiagnosticCode.UnsupportedRequirement,
            Severity.Note,
            $"the project `{project.NameAsWritten}` itself is left out of the lock, its dependencies are in: a folder has no hash that pip could check",
            $"after installing the lock: `pip install --no-deps {(entry.IsEditable ? "-e " : "")}{written}`"));
        Add(file, project, entry.Subject.Extras, entry.Subject.Marker, into, collector);
    }

    private static void Add(
        ProjectFile file,
        ProjectTable project,
        IEnumerable<ExtraName> extras,
        Marker? marker,
        List<InputRequirement> into,
        InputCollector collector,
        SourceLocation? extrasPlace = null)
    {
        ExtraExpansion expansion = new(project, into);
        if (project.Dependencies is { } dependencies) expansion.AddAll(dependencies, marker);
        else collector.Remarks.Add(Dynamic(file, "dependencies"));
        foreach (ExtraName extra in extras)
        {
            if (expansion.TryAdd(extra, marker)) continue;
            collector.Remarks.Add(project.Dynamic.Contains("optional-dependencies") ? Dynamic(file, "optional-dependencies") : AskedAt(extrasPlace, NoExtra(file, project, extra)));
        }
    }

    // What a file of settings asks for is wrong there; what the command line asks for, where it was looked for.
    private static Diagnostic AskedAt(SourceLocation? place, Diagnostic error) => place is null ? error : error with { Location = place, Excerpt = null };

    private static Diagnostic Dynamic(ProjectFile file, string field)
    {
        ImmutableArray<string> files = file.SetuptoolsFiles();
        return At(
            file,
            $"`project.{field}` is dynamic: only running the build backend would tell what it is",
            files.IsEmpty
                ? $"state it in `[project]`, or lock a requirements file instead"
                : $"setuptools reads it from {string.Join(", ", files.Select(f => $"`{f}`"))}: lock that, `ltt lock {string.Join(' ', files)}`");
    }

    private static Diagnostic NoExtra(ProjectFile file, ProjectTable project, ExtraName extra) =>
        At(file, $"`{project.NameAsWritten}` has no extra `{extra}`", NameHint.For(extra, [.. project.ExtraNames], "extras"));

    private static Diagnostic NoProject(ProjectFile file) => At(
        file,
        "there is no `[project]` table, so no dependencies to lock",
        file.Document.Root["tool"] is Toml.TomlNode.Table tool && tool["poetry"] is not null
            ? "Poetry 2 reads `[project]` too (`poetry check` tells what is missing), or write the dependencies into a `requirements.txt`"
            : "add a `[project]` table with `dependencies`, name a group with `--group`, or lock a requirements file");

    private static Diagnostic At(ProjectFile file, string message, string hint)
    {
        TextSpan span = file.Document.Root.TryGet("project", out Toml.TomlNode.Entry? entry) ? entry.KeySpan : default;
        return file.Document.Source.ErrorAt(span, DiagnosticCode.InvalidProjectFile, message, hint);
    }
}
