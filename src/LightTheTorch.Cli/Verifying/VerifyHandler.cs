using System.Collections.Immutable;
using LightTheTorch.Cli.Compiling;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Cli.Syncing;
using LightTheTorch.Diagnostics;
using LightTheTorch.Hardware;
using LightTheTorch.IO.Cache;
using LightTheTorch.IO.Downloads;
using LightTheTorch.IO.Locks;
using LightTheTorch.IO.Python;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Syncing;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Verifying;

/// <summary><c>ltt verify</c>: holds an environment against its lock, its files against their lists, and torch against the GPUs. Changes nothing.</summary>
internal sealed class VerifyHandler(CommandContext context)
{
    private static readonly PackageName s_torch = PackageName.Parse("torch");
    private static readonly string[] s_hiding = ["CUDA_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES"];

    /// <exception cref="LttException">There is no lock or no environment to speak of.</exception>
    public async Task<ExitCode> RunAsync(SyncOptions options, CancellationToken cancellationToken)
    {
        BackendCatalogue catalogue = options.Catalogue;
        Task<MachineReport>? looked = null;
        Task<MachineReport> Machine() => looked ??= options.FindMachine(catalogue, cancellationToken);
        ImmutableArray<FoundLock> locks = await LockFolder.ReadAsync(options.Path, cancellationToken);
        Interpreter interpreter = await options.FindInterpreter(cancellationToken);
        PickedLock picked = await SyncHandler.PickAsync(options with { FindMachine = (_, _) => Machine() }, locks, interpreter, catalogue, cancellationToken);
        ImmutableArray<InstalledPackage> installed = InstalledPackages.Read(interpreter.SiteFolders);
        SyncPlan plan = SyncPlan.Of(picked.Select(interpreter), installed, SyncHandler.ProjectName(picked, context), options.Prune);
        SyncReport sync = new(picked, interpreter, plan, 0);
        new SyncText(context, options.Speech).Notes(sync);
        ImmutableArray<PackageFiles> files = await new InstalledFiles(interpreter).CheckAsync(await WithWheelsAsync(plan.Keep, options, cancellationToken), cancellationToken);
        TorchFindings? torch = null;
        if (installed.Any(package => package.Name.Equals(s_torch)))
        {
            Backend? backend = catalogue.Find(picked.Found.Lock.Header.Backend);
            TorchCheck check = new(catalogue, await Machine(), backend, [.. locks.Select(found => found.Lock.Header.Backend)]) { HiddenBy = HidingVariable() };
            torch = check.Of(await new TorchProbe(context.ProcessRunner, context.Time).AskAsync(interpreter, cancellationToken));
        }

        VerifyReport report = new(sync, files, torch);
        if (options.Speech.Json) JsonOutput.Write(context.Output, json => VerifyJson.Write(json, report));
        new VerifyText(context, options.Speech, options.Words).Write(report);
        return report.ExitCode;
    }

    // A wheel in the store counts only while it has the lock's hash, for then its RECORD is as good as the lock.
    private async Task<ImmutableArray<(InstalledPackage, string?)>> WithWheelsAsync(ImmutableArray<KeptPackage> packages, SyncOptions options, CancellationToken cancellationToken)
    {
        FileStore? store = CacheLocation.Find(options.Index.CacheDir, context) is { } folder ? new FileStore(new CacheFolder(folder, context.Time)) : null;
        (InstalledPackage, string?)[] all = new (InstalledPackage, string?)[packages.Length];
        await Parallel.ForAsync(0, packages.Length, cancellationToken, async (i, cancel) =>
        {
            LockedPackage locked = packages[i].Locked;
            StoredFile? wheel = store is null || locked.IsSdist ? null : await store.FindAsync(Download.Of(locked), cancel);
            all[i] = (packages[i].Installed, wheel is null ? null : WheelArchive.ReadRecord(wheel.Path));
        });
        return [.. all];
    }

    // Empty, or an index that no device has: the usual ways to hide all GPUs from a program.
    private string? HidingVariable() =>
        s_hiding.Where(name => context.Environment.TryGetValue(name, out string? value) && (value.Trim().Length == 0 || value.StartsWith('-') || value == "NoDevFiles"))
            .Select(name => $"{name}={context.Environment[name]}")
            .FirstOrDefault();
}
