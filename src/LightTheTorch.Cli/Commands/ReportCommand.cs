using System.Collections.Immutable;
using System.CommandLine;
using LightTheTorch.Cli.Reading;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Cli.Rendering.Progress;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Files;
using LightTheTorch.IO.Locks;
using LightTheTorch.Locking;
using LightTheTorch.Reporting;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>ltt report</c>: all locks side by side, as one page for a browser.</summary>
internal sealed class ReportCommand : LockReadingCommand
{
    private readonly Option<string> _output = new("--output", "-o") { Description = "The page to write", HelpName = "FILE", DefaultValueFactory = _ => "report.html" };
    private readonly Option<string?> _title = new("--title") { Description = "What stands on top; the name of the locks' folder when nothing is said", HelpName = "TEXT" };
    private readonly IndexOptions _index = new();

    public ReportCommand(CommandContext context)
        : base("report", "Write one HTML page about all locks that needs no network", context)
    {
        Options.Add(_output);
        Options.Add(_title);
        _index.AddTo(this);
        SetAction(async (parsed, cancellationToken) => (int)await RunAsync(parsed, cancellationToken));
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Speech speech = Speech(parsed);
        ImmutableArray<FoundLock> found = await LocksAsync(parsed, cancellationToken);
        ImmutableArray<BackendLock> locks = [.. found.Select(one => one.Lock)];
        using LockedFiles files = await LockedFiles.OpenAsync(_index.Bind(parsed), Context, Speech(parsed).Quiet, cancellationToken);
        (ImmutableDictionary<string, long> sizes, ImmutableArray<Diagnostic> warnings) = await ProgressDisplay.RunAsync(Context, speech, display => new SizeReader(files, display).ReadAsync(locks, cancellationToken));
        string title = parsed.GetValue(_title) ?? Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(found[0].Path))) ?? "";
        string path = Context.FullPath(parsed.GetRequiredValue(_output));
        await AtomicFiles.WriteAsync([(path, HtmlReport.Write(title.Length > 0 ? title : "locks", locks, sizes))], cancellationToken);
        if (!speech.Quiet) foreach (Diagnostic warning in warnings) DiagnosticRenderer.Write(Context.Talk, warning);
        if (speech.Json)
        {
            JsonOutput.Write(Context.Output, json =>
            {
                json.WriteString("file", path);
                JsonOutput.WriteWarnings(json, warnings);
            });
        }
        else
        {
            Context.Output.WriteLine(Path.GetRelativePath(Context.WorkingDirectory, path));
        }

        return ExitCode.Done;
    }
}
