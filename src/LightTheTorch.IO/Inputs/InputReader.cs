using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Requirements;

namespace LightTheTorch.IO.Inputs;

/// <summary>The first pass: from the files that the user names to requirements with their places.</summary>
public sealed class InputReader
{
    private static readonly string[] s_defaults = ["requirements.in", "requirements.txt"];

    private readonly InputContext _context;
    private readonly ProjectInput _projects;
    private readonly RequirementsInput _requirements;

    public InputReader(InputContext context)
    {
        _context = context;
        _projects = new ProjectInput(context);
        _requirements = new RequirementsInput(context, _projects);
    }

    /// <exception cref="LttException">A file is missing or wrong; all errors of all files are in it.</exception>
    public async Task<InputSet> ReadAsync(InputRequest request, CancellationToken cancellationToken)
    {
        InputCollector collector = new();
        ImmutableArray<string> inputs = request.Inputs.IsEmpty ? [await DefaultAsync("", cancellationToken)] : request.Inputs;
        string? folder = null;
        foreach (string input in inputs)
        {
            string path = _context.Files.DirectoryExists(_context.FullPath(input)) ? await DefaultAsync(input, cancellationToken) : input;
            folder ??= InputContext.AsWebAddress(path) is null ? Path.GetDirectoryName(_context.FullPath(path)) : null;
            await TryAsync(() => AddAsync(path, request, collector, cancellationToken), collector);
        }

        foreach (string path in request.Constraints)
        {
            await TryAsync(() => _requirements.AddAsync(path, isConstraint: true, collector.Constraints, collector, cancellationToken), collector);
        }

        foreach (string path in request.Overrides)
        {
            await TryAsync(() => _requirements.AddAsync(path, isConstraint: false, collector.Overrides, collector, cancellationToken), collector);
        }

        CheckUse(request, inputs, collector);
        return collector.ToSet(folder ?? _context.WorkingDirectory, inputs);
    }

    private Task AddAsync(string path, InputRequest request, InputCollector collector, CancellationToken cancellationToken)
    {
        List<InputRequirement> into = collector.Requirements;
        string name = Path.GetFileName(path).ToLowerInvariant();
        return name switch
        {
            _ when IsLock(name) => throw RequirementsFileReader.IsLock(path),
            "setup.py" or "setup.cfg" or "pipfile" => throw Refused(
                path,
                "only `pyproject.toml`, `environment.yml` and requirements files can be read without running foreign code",
                "move the dependencies to `[project]` of a `pyproject.toml`"),
            _ when name.EndsWith(".toml", StringComparison.Ordinal) => _projects.AddAsync(path, request, into, collector, cancellationToken),
            _ when name.EndsWith(".yml", StringComparison.Ordinal) || name.EndsWith(".yaml", StringComparison.Ordinal) =>
                new EnvironmentInput(_context, _requirements).AddAsync(path, into, collector, cancellationToken),
            _ => _requirements.AddAsync(path, isConstraint: false, into, collector, cancellationToken),
        };
    }

    private static bool IsLock(string name) =>
        name is "uv.lock" or "poetry.lock" or "pipfile.lock" or "pdm.lock" || (name.StartsWith("pylock.", StringComparison.Ordinal) && name.EndsWith(".toml", StringComparison.Ordinal));

    // pyproject.toml when it has a [project], else requirements.in, else requirements.txt.
    private async Task<string> DefaultAsync(string folder, CancellationToken cancellationToken)
    {
        string project = Path.Combine(folder, ProjectFile.Name);
        bool there = _context.Files.FileExists(_context.FullPath(project));
        if (there && ProjectFile.Parse(await _context.ReadTextAsync(project, "project", cancellationToken)).HasProject) return project;
        foreach (string name in s_defaults)
        {
            string path = Path.Combine(folder, name);
            if (_context.Files.FileExists(_context.FullPath(path))) return path;
        }

        string where = folder.Length > 0 ? $"`{folder}`" : "this folder";
        throw new LttException(new Diagnostic(
            DiagnosticCode.FileNotFound,
            Severity.Error,
            $"nothing to lock in {where}: no `pyproject.toml`{(there ? " with a `[project]` table" : "")}, `requirements.in` or `requirements.txt`")
        {
            Hints = ["name the file: `ltt lock FILE`"],
        });
    }

    private static void CheckUse(InputRequest request, ImmutableArray<string> inputs, InputCollector collector)
    {
        bool asks = !request.Extras.IsEmpty || !request.Groups.IsEmpty || request.AllExtras;
        if (!asks || collector.Remarks.Any(r => r.Severity == Severity.Error)) return;
        if (inputs.Any(i => i.EndsWith(".toml", StringComparison.OrdinalIgnoreCase) || Path.GetExtension(i).Length == 0)) return;
        collector.Remarks.Add(new Diagnostic(DiagnosticCode.InvalidUsage, Severity.Error, "extras and groups are those of a `pyproject.toml`, and no input is one"));
    }

    // One file that cannot be read must not hide what is wrong with the next.
    private static async Task TryAsync(Func<Task> read, InputCollector collector)
    {
        try
        {
            await read();
        }
        catch (LttException failure)
        {
            collector.Remarks.AddRange(failure.Diagnostics);
        }
    }

    private static LttException Refused(string path, string why, string hint) =>
        new(new Diagnostic(DiagnosticCode.InvalidUsage, Severity.Error, $"`{path}` is no input: {why}") { Hints = [hint] });
}
