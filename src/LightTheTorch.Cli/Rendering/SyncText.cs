using LightTheTorch.Cli.Commands;
using LightTheTorch.Cli.Syncing;
using LightTheTorch.Diagnostics;
using LightTheTorch.Locking;
using LightTheTorch.Syncing;

namespace LightTheTorch.Cli.Rendering;

/// <summary>A sync in words: the plan on stdout, what is being done on stderr.</summary>
internal sealed class SyncText(CommandContext context, Speech speech)
{
    /// <summary>Which lock and why, and what will not be as the lock says.</summary>
    public void Notes(SyncReport report)
    {
        if (speech.Quiet) return;
        string lockFile = Path.GetRelativePath(context.WorkingDirectory, report.Picked.Found.Path);
        Say($"{lockFile}: {report.Picked.Why}; for `{report.Interpreter.Executable}` (Python {report.Interpreter.Version})");
        if (!report.Picked.Found.File.IsUntouched)
        {
            DiagnosticRenderer.Write(context.Talk, new Diagnostic(DiagnosticCode.InvalidLock, Severity.Warning, $"`{lockFile}` was edited since it was written") { Hints = ["`ltt lock` writes it anew"] });
        }

        foreach (InstalledPackage left in report.Plan.LeftAlone)
        {
            DiagnosticRenderer.Write(context.Talk, new Diagnostic(DiagnosticCode.EnvironmentLeftAlone, Severity.Note, $"`{left.Name}` is left as it is: somebody works on it in a folder, though the lock has one"));
        }
    }

    public void Plan(SyncReport report)
    {
        if (speech.Json) return;
        foreach (string line in Lines(report.Plan)) context.Output.WriteLine(DiagnosticRenderer.Printable(line));
        context.Output.Flush();
    }

    public void Installing(SyncReport report)
    {
        int count = report.Plan.Needed.Length;
        if (!speech.Quiet && count > 0) Say($"pip installs {count} package{(count == 1 ? "" : "s")}");
    }

    public void Pip(string said)
    {
        if (speech.Verbose && said.Length > 0) Say(said.TrimEnd('\n'));
    }

    public void Done(SyncReport report, bool dryRun)
    {
        if (speech.Quiet) return;
        SyncPlan plan = report.Plan;
        if (plan.IsInSync)
        {
            Say($"in sync: {plan.Keep.Length} package{(plan.Keep.Length == 1 ? "" : "s")}");
            return;
        }

        string counts = $"{plan.Install.Length} to install, {plan.Change.Length} to change, {plan.Remove.Length} to remove, {plan.Keep.Length} kept";
        if (dryRun) Say($"{counts}; {(report.DownloadBytes is { } bytes ? LockSummary.Size(bytes) : "an unknown size")} to download");
        else Say($"{plan.Install.Length} installed, {plan.Change.Length} changed, {plan.Remove.Length} removed, {plan.Keep.Length} kept");
    }

    private static IEnumerable<string> Lines(SyncPlan plan) =>
    [
        .. plan.Install.Select(package => (package.Name, Line: $"+ {package.Name} {package.Version}"))
            .Concat(plan.Change.Select(change => (change.To.Name, Line: Line(change))))
            .Concat(plan.Remove.Select(package => (package.Name, Line: $"- {package}")))
            .OrderBy(entry => entry.Name)
            .Select(entry => entry.Line),
    ];

    private static string Line(SyncChange change)
    {
        LockedPackage to = change.To;
        return change.Cause == SyncCause.Version ? $"~ {to.Name} {change.From.VersionText} -> {to.Version}" : $"~ {to.Name} {to.Version} ({change.Why})";
    }

    private void Say(string line) => DiagnosticRenderer.Line(context.Talk, line);
}
