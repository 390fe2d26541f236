using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Hardware;
using LightTheTorch.IO.Locks;
using LightTheTorch.IO.Python;
using LightTheTorch.Names;
using LightTheTorch.Syncing;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.Cli.Syncing;

/// <summary>Chooses among locks: the one asked for, else the best that this machine can run. Never the processor's where something better was seen and cannot be used.</summary>
internal sealed class LockPicker(BackendCatalogue catalogue)
{
    private static readonly PackageName s_torch = PackageName.Parse("torch");

    private readonly BackendChoice _choice = new(catalogue);

    /// <summary>The lock of the backend that was asked for.</summary>
    /// <exception cref="LttException">None is of it.</exception>
    public static PickedLock Asked(ImmutableArray<FoundLock> locks, string backend, string by)
    {
        if (locks.FirstOrDefault(found => found.Lock.Header.Backend.Value == backend) is { } asked) return new PickedLock(asked, $"asked for with `{by}`");
        throw new LttException(
            new Diagnostic(DiagnosticCode.UnknownBackend, Severity.Error, $"no lock is for backend `{backend}`") { Hints = [$"locked are {Names(locks)}; `ltt lock --backends` adds others"] },
            ExitCode.Usage);
    }

    /// <summary>The best for a machine.</summary>
    /// <exception cref="LttException">None runs here, or only the processor's although a GPU or its driver is there (<see cref="DiagnosticCode.NoBackendFits"/>, exit code 5).</exception>
    public PickedLock Best(ImmutableArray<FoundLock> locks, Interpreter? interpreter, MachineReport report)
    {
        ImmutableArray<BackendVerdict> verdicts = Rank(locks, interpreter, report);
        BackendVerdict? best = verdicts.FirstOrDefault(verdict => verdict.Runs && (verdict.Backend.Accelerator != Accelerator.Cpu || !report.HasAccelerator));
        if (best is null) throw NoneFits(locks, verdicts, report);
        FoundLock found = locks.First(found => found.Lock.Header.Backend.Equals(best.Backend.Name));
        string machine = best.Backend.Accelerator == Accelerator.Cpu ? "no GPU was found" : $"the best locked one for {Machine(report)}";
        return new PickedLock(found, machine);
    }

    /// <summary>What there is to say of each lock on a machine, the best first; locks of backends that the catalogue does not have are left out.</summary>
    /// <param name="locks">Those of a project.</param>
    /// <param name="interpreter">The environment's; null where there is none, and the header says which torch a lock has.</param>
    /// <param name="report">The machine.</param>
    public ImmutableArray<BackendVerdict> Rank(ImmutableArray<FoundLock> locks, Interpreter? interpreter, MachineReport report) =>
        _choice.Rank(report, locks.Select(found => Offer(found, interpreter, report)).OfType<BackendOffer>());

    // What the lock would install here says which torch has to run; where it covers other machines alone, its header does.
    private BackendOffer? Offer(FoundLock found, Interpreter? interpreter, MachineReport report)
    {
        if (catalogue.Find(found.Lock.Header.Backend) is not { } backend) return null;
        ImmutableArray<PyVersion> torch = interpreter is not null && PickedLock.Selection(found, interpreter) is LockSelection.Selected selected
            ? [.. selected.Packages.Where(package => package.Name.Equals(s_torch)).Select(package => package.Version)]
            : [];
        if (torch.IsEmpty) torch = found.Lock.Header.Torch;
        // Without torch in it, a lock runs wherever its backend does.
        if (torch.IsEmpty && backend.On(report.Platform) is { } builds) torch = [.. catalogue.TorchVersions.Where(builds.Torch.Contains)];
        return new BackendOffer(backend, torch);
    }

    private LttException NoneFits(ImmutableArray<FoundLock> locks, ImmutableArray<BackendVerdict> verdicts, MachineReport report)
    {
        BackendVerdict? running = _choice.Rank(report).FirstOrDefault(verdict => verdict.Runs && (verdict.Backend.Accelerator != Accelerator.Cpu || !report.HasAccelerator));
        BackendVerdict? telling = verdicts.FirstOrDefault(verdict => verdict.Backend.Accelerator != Accelerator.Cpu && verdict.Why is not null) ?? verdicts.FirstOrDefault(verdict => verdict.Why is not null);
        string why = telling?.Why is { } said ? $": {said}" : "";
        List<string> hints = [];
        if (running is not null) hints.Add($"`{running.Backend.Name}` runs here with torch {running.TorchRange}: add it with `ltt lock --backends {string.Join(',', locks.Select(found => found.Lock.Header.Backend.Value).Append(running.Backend.Name.Value).Distinct())}`");
        if (locks.Any(found => found.Lock.Header.Backend.Value == "cpu")) hints.Add("`--backend cpu` installs for the processor all the same");
        hints.Add("`ltt detect` shows what was found, and why each backend runs or does not");
        return new LttException(
            new Diagnostic(DiagnosticCode.NoBackendFits, Severity.Error, $"no locked backend ({Names(locks)}) can use {Machine(report)}{why}") { Hints = [.. hints] },
            ExitCode.NoBackendFits);
    }

    private static string Machine(MachineReport report)
    {
        string[] gpus = [.. report.Gpus.Where(gpu => !gpu.IsIntegrated || report.Gpus.All(other => other.IsIntegrated)).Select(gpu => gpu.ToString()).Distinct()];
        string what = gpus.Length > 0 ? string.Join(" and ", gpus) : $"this machine ({report.Platform})";
        return report.Driver is { } driver ? $"{what} with {driver}" : what;
    }

    private static string Names(ImmutableArray<FoundLock> locks) => string.Join(", ", locks.Select(found => $"`{found.Lock.Header.Backend}`"));
}
