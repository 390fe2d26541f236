using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using LightTheTorch.Cli.Reading;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Cli.Rendering.Progress;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Files;
using LightTheTorch.IO.Locks;
using LightTheTorch.Reporting;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>ltt export</c>: locks in a form that other tools read; so far bills of materials.</summary>
internal sealed class ExportCommand : LockReadingCommand
{
    private readonly Option<string> _format = new("--format") { Description = "The form: cyclonedx, a bill of materials (CycloneDX 1.6, JSON) with hashes and licences", HelpName = "NAME", DefaultValueFactory = _ => "cyclonedx" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file to write; for several locks a folder, which gets a `<backend>.cdx.json` for each", HelpName = "FILE-or-DIR" };
    private readonly IndexOptions _index = new();

    public ExportCommand(CommandContext context)
        : base("export", "Write locks as bills of materials with hashes and licences", context)
    {
        _format.AcceptOnlyFromAmong("cyclonedx");
        Options.Add(_format);
        Options.Add(_output);
        _index.AddTo(this);
        SetAction(async (parsed, cancellationToken) => (int)await RunAsync(parsed, cancellationToken));
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Speech speech = Speech(parsed);
        ImmutableArray<FoundLock> locks = await LocksAsync(parsed, cancellationToken);
        ImmutableArray<string?> places = Places(locks, parsed.GetValue(_output), speech);
        using LockedFiles files = await LockedFiles.OpenAsync(_index.Bind(parsed), Context, Speech(parsed).Quiet, cancellationToken);
        (ImmutableDictionary<string, ImmutableArray<DeclaredLicense>> licenses, ImmutableArray<Diagnostic> warnings) = await ProgressDisplay.RunAsync(
            Context,
            speech,
            display => new LicenseReader(files, display).ReadAsync([.. locks.SelectMany(found => LockComponent.Of(found.Lock).Select(component => (found.Lock.Header, component)))], cancellationToken));
        ImmutableArray<ExportedLock> documents = [.. locks.Select((found, i) => new ExportedLock(found, places[i], CycloneDx.Write(found.Lock, licenses, ProgramVersion.Text)))];
        foreach (string folder in documents.Select(document => Path.GetDirectoryName(document.Path)).OfType<string>().Distinct()) Directory.CreateDirectory(folder);
        await AtomicFiles.WriteAsync([.. documents.Where(document => document.Path is not null).Select(document => (document.Path!, document.Text))], cancellationToken);
        if (!speech.Quiet) foreach (Diagnostic warning in warnings) DiagnosticRenderer.Write(Context.Talk, warning);
        Report(documents, warnings, speech);
        return ExitCode.Done;
    }

    // One lock goes to a file or to stdout; several need a folder.
    private ImmutableArray<string?> Places(ImmutableArray<FoundLock> locks, string? output, Speech speech)
    {
        if (output is null)
        {
            if (locks.Length == 1 || speech.Json) return [.. locks.Select(_ => (string?)null)];
            string names = string.Join(", ", locks.Select(found => $"`{found.Lock.Header.Backend}`"));
            throw new LttException(
                new Diagnostic(DiagnosticCode.InvalidUsage, Severity.Error, $"one document cannot hold several locks: {names}") { Hints = ["choose one with `--backend NAME`, or name a folder for all with `--output DIR/`"] },
                ExitCode.Usage);
        }

        string path = Context.FullPath(output);
        bool isFolder = locks.Length > 1 || Path.EndsInDirectorySeparator(output) || Directory.Exists(path);
        return [.. locks.Select(found => isFolder ? Path.Combine(path, $"{found.Lock.Header.Backend}.cdx.json") : path)];
    }

    private void Report(ImmutableArray<ExportedLock> documents, ImmutableArray<Diagnostic> warnings, Speech speech)
    {
        if (speech.Json)
        {
            JsonOutput.Write(Context.Output, json => WriteJson(json, documents, warnings));
            return;
        }

        foreach (ExportedLock document in documents)
        {
            if (document.Path is null) Context.Output.Write(document.Text);
            else Context.Output.WriteLine(Path.GetRelativePath(Context.WorkingDirectory, document.Path));
        }
    }

    private static void WriteJson(Utf8JsonWriter json, ImmutableArray<ExportedLock> documents, ImmutableArray<Diagnostic> warnings)
    {
        json.WriteStartArray("documents");
        foreach (ExportedLock document in documents)
        {
            json.WriteStartObject();
            json.WriteString("backend", document.Found.Lock.Header.Backend.Value);
            json.WriteString("lock", document.Found.Path);
            json.WriteString("file", document.Path);
            json.WritePropertyName("document");
            if (document.Path is null) json.WriteRawValue(document.Text.TrimEnd());
            else json.WriteNullValue();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        JsonOutput.WriteWarnings(json, warnings);
    }

    private sealed record ExportedLock(FoundLock Found, string? Path, string Text);
}
