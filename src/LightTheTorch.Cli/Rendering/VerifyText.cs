using LightTheTorch.Cli.Commands;
using LightTheTorch.Cli.Verifying;
using LightTheTorch.Diagnostics;
using LightTheTorch.Hardware;
using LightTheTorch.Syncing;

namespace LightTheTorch.Cli.Rendering;

/// <summary>A verification in words: each difference on stdout, what follows from them on stderr.</summary>
/// <param name="context">Where it goes.</param>
/// <param name="speech">How much is said.</param>
/// <param name="words">What was typed that <c>ltt sync</c> has to be told too.</param>
internal sealed class VerifyText(CommandContext context, Speech speech, string words)
{
    // A package that lost its folder would fill the screen.
    private const int ShownFiles = 5;

    public void Write(VerifyReport report)
    {
        if (!speech.Json)
        {
            foreach (string line in Lines(report)) context.Output.WriteLine(DiagnosticRenderer.Printable(line));
            context.Output.Flush();
        }

        if (report.Torch is { } torch) Torch(torch);
        if (!report.IsAsLocked) DiagnosticRenderer.Write(context.Talk, Differs(report));
        else if (!speech.Quiet) DiagnosticRenderer.Line(context.Talk, AsLocked(report));
    }

    private IEnumerable<string> Lines(VerifyReport report)
    {
        SyncPlan plan = report.Sync.Plan;
        return
        [
            .. plan.Install.Select(package => (package.Name, Line: $"missing  {package.Name} {package.Version}"))
                .Concat(plan.Change.Select(change => (change.To.Name, Line: $"other    {change.From}: {(change.Cause == SyncCause.Version ? $"the lock has {change.To.Version}" : change.Why)}")))
                .Concat(plan.Remove.Select(package => (package.Name, Line: $"extra    {package}: the lock does not have it")))
                .Concat(report.Damaged.SelectMany(package => FileLines(package).Select(line => (package.Package.Name, Line: line))))
                .OrderBy(entry => entry.Name)
                .Select(entry => entry.Line),
        ];
    }

    private IEnumerable<string> FileLines(PackageFiles files)
    {
        int shown = speech.Verbose ? files.Findings.Length : ShownFiles;
        foreach (FileFinding finding in files.Findings.Take(shown)) yield return $"file     {files.Package}: {finding}";
        if (files.Findings.Length > shown) yield return $"file     {files.Package}: and {files.Findings.Length - shown} more; `--verbose` names them";
    }

    private void Torch(TorchFindings torch)
    {
        foreach (TorchProblem problem in torch.Problems)
        {
            DiagnosticRenderer.Write(context.Talk, new Diagnostic(DiagnosticCode.TorchFails, Severity.Error, problem.Cause) { Hints = [problem.Fix] });
        }

        if (speech.Quiet) return;
        foreach (string note in torch.Notes) DiagnosticRenderer.Write(context.Talk, new Diagnostic(DiagnosticCode.TorchFails, Severity.Note, note));
        string[] ran = [.. torch.Answer.Devices.Where(device => device.Error is null).Select(device => device.ToString())];
        if (ran.Length > 0) DiagnosticRenderer.Line(context.Talk, $"torch {torch.Answer.Version}: a kernel ran on {string.Join(", ", ran)}");
    }

    private Diagnostic Differs(VerifyReport report)
    {
        SyncPlan plan = report.Sync.Plan;
        int files = report.Damaged.Sum(package => package.Findings.Length);
        (int Count, string Word)[] counts = [(plan.Install.Length, "missing"), (plan.Change.Length, "other"), (plan.Remove.Length, "extra"), (files, $"file{(files == 1 ? "" : "s")} not as installed")];
        string reinstall = report.Damaged.Any() ? " --reinstall " + string.Join(',', report.Damaged.Select(package => package.Package.Name)) : "";
        return new Diagnostic(DiagnosticCode.EnvironmentDiffers, Severity.Error, $"the environment differs from the `{report.Sync.Picked.Found.Lock.Header.Backend}` lock: {string.Join(", ", counts.Where(each => each.Count > 0).Select(each => $"{each.Count} {each.Word}"))}")
        {
            Hints = [$"`ltt sync{words}{reinstall}` makes it what the lock says"],
        };
    }

    private static string AsLocked(VerifyReport report)
    {
        int packages = report.Files.Length, files = report.Files.Sum(package => package.Checked), held = report.Files.Count(package => package.IsHeldAgainstWheel);
        return $"as locked: {packages} package{(packages == 1 ? "" : "s")}, {files} file{(files == 1 ? "" : "s")}{(held > 0 ? $"; {held} held against the wheel of the lock too" : "")}";
    }
}
