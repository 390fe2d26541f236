using System.Collections.Immutable;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Downloads;
using LightTheTorch.IO.Inputs;
using LightTheTorch.IO.Locks;
using LightTheTorch.IO.Python;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Syncing;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Syncing;

/// <summary><c>ltt sync</c>: choose a lock, plan against what is installed, fetch everything, then let pip change the environment.</summary>
internal sealed class SyncHandler(CommandContext context)
{
    /// <exception cref="LttException">Whatever went wrong. Until pip starts, nothing in the environment was changed.</exception>
    public async Task<ExitCode> RunAsync(SyncOptions options, CancellationToken cancellationToken)
    {
        ImmutableArray<FoundLock> locks = await LockFolder.ReadAsync(options.Path, cancellationToken);
        Interpreter interpreter = await options.FindInterpreter(cancellationToken);
        BackendCatalogue catalogue = options.Catalogue;
        PickedLock picked = await PickAsync(options, locks, interpreter, catalogue, cancellationToken);
        ImmutableArray<LockedPackage> wanted = picked.Select(interpreter);
        if (options.Reinstall.FirstOrDefault(name => wanted.All(package => !package.Name.Equals(name))) is { } unknown)
        {
            throw new LttException(new Diagnostic(DiagnosticCode.InvalidUsage, Severity.Error, $"`--reinstall {unknown}`: the lock has no such package for this environment") { Hints = ["`ltt tree` lists what it has"] }, ExitCode.Usage);
        }

        SyncPlan plan = SyncPlan.Of(wanted, InstalledPackages.Read(interpreter.SiteFolders), ProjectName(picked, context), options.Prune, options.Reinstall);
        SyncReport report = new(picked, interpreter, plan, 0);
        SyncText text = new(context, options.Speech);
        text.Notes(report);
        if (!plan.Needed.IsEmpty || !plan.Remove.IsEmpty) report = await ChangeAsync(options, report, catalogue, text, cancellationToken);
        // An earlier run that was ended may have left this to do.
        else if (!options.DryRun) Record(interpreter, plan);
        if (options.Speech.Json) JsonOutput.Write(context.Output, json => SyncJson.Write(json, report, options.DryRun));
        text.Done(report, options.DryRun);
        return ExitCode.Done;
    }

    /// <summary>The lock that was named or asked for, else the best for the machine, which is looked at only then.</summary>
    public static async Task<PickedLock> PickAsync(SyncOptions options, ImmutableArray<FoundLock> locks, Interpreter interpreter, BackendCatalogue catalogue, CancellationToken cancellationToken)
    {
        if (options.Backend is var (name, by)) return LockPicker.Asked(locks, name, by);
        if (File.Exists(options.Path)) return new PickedLock(locks[0], "named on the command line");
        return new LockPicker(catalogue).Best(locks, interpreter, await options.FindMachine(catalogue, cancellationToken));
    }

    private async Task<SyncReport> ChangeAsync(SyncOptions options, SyncReport report, BackendCatalogue catalogue, SyncText text, CancellationToken cancellationToken)
    {
        SyncPlan plan = report.Plan;
        text.Plan(report);
        using Prefetch prefetch = new(context, options, catalogue);
        if (options.DryRun) return report with { DownloadBytes = await prefetch.MeasureAsync(plan.Needed, cancellationToken) };
        ImmutableArray<(LockedPackage Package, StoredFile File)> files = await prefetch.FetchAsync(plan.Needed, cancellationToken);
        text.Installing(report);
        PipInstaller installer = new(context.ProcessRunner, report.Interpreter, context.Environment.Keys);
        ImmutableArray<InstalledPackage> broken = [.. plan.Change.Where(change => change.Cause == SyncCause.Incomplete).Select(change => change.From)];
        await installer.ApplyAsync(plan.Remove, broken, files, text.Pip, cancellationToken);
        Record(report.Interpreter, plan);
        return report with { DownloadBytes = files.Where(file => !file.File.WasThere).Sum(file => file.File.Size) };
    }

    private void Record(Interpreter interpreter, SyncPlan plan)
    {
        Dictionary<PackageName, LockedPackage> late = plan.Keep.Where(kept => kept.NeedsAddress).ToDictionary(kept => kept.Locked.Name, kept => kept.Locked);
        if (late.Count > 0) new PipInstaller(context.ProcessRunner, interpreter, []).Record(late);
    }

    /// <summary>The name of the project beside the lock: one that was installed into its own environment is not to be removed by its own lock.</summary>
    public static PackageName? ProjectName(PickedLock picked, CommandContext context)
    {
        // What is wrong with the file is not this command's affair.
        string path = Path.Combine(Path.GetDirectoryName(picked.Found.Path) ?? context.WorkingDirectory, ProjectFile.Name);
        if (!File.Exists(path)) return null;
        try
        {
            return ProjectFile.Parse(SourceText.Of(path, File.ReadAllText(path))).Project?.Name;
        }
        catch (LttException)
        {
            return null;
        }
    }
}
