using System.Collections.Immutable;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Compiling;

/// <summary>The passes "merge" and "write": from the answers of one backend's targets to the bytes of its lock.</summary>
internal sealed class LockAssembler(LockPlan plan)
{
    private static readonly PackageName s_torch = PackageName.Parse("torch");

    public CompiledLock Assemble(Backend backend, ImmutableArray<TargetPins> targets)
    {
        ImmutableArray<LockedPackage> packages = LockMerger.Merge(targets);
        BackendSummary summary = Summary(backend, targets);
        LockHeader header = new()
        {
            Backend = backend.Name,
            Torch = [.. packages.Where(package => package.Name.Equals(s_torch)).Select(package => package.Version).Distinct().OrderDescending()],
            Hardware = [.. summary.ToString().Split("; ", StringSplitOptions.RemoveEmptyEntries)],
            Targets = [.. targets.Select(target => target.Target.ToString())],
            InputsSha256 = plan.InputsSha256,
            Options = plan.Options,
            Expires = NightlyBuilds.Expiry(plan.Channel, packages.Select(package => package.Version)),
            Sdists = [.. packages.Where(package => package.IsSdist).Select(package => package.FileName)],
        };
        BackendLock locked = new(header, packages);
        Marker outside = MarkerAlgebra.Outside([.. targets.Select(target => target.Target.Environment)]);
        return new CompiledLock(backend, locked, summary, targets, [.. LockFileNames.Of(backend.Name, plan.Format).Select(name => (Path.Combine(plan.Folder, name), LockFileNames.IsPylock(name) ? PylockWriter.Write(locked) : RequirementsLockWriter.Write(locked, outside)))]);
    }

    private static BackendSummary Summary(Backend backend, ImmutableArray<TargetPins> targets) => BackendSummary.Of(
        backend,
        from target in targets
        from file in target.Files
        where file.Name.Equals(s_torch)
        select (target.Target.Platform.BaseName, file.Version));
}
