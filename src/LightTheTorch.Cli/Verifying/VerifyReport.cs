using System.Collections.Immutable;
using LightTheTorch.Cli.Syncing;
using LightTheTorch.Diagnostics;
using LightTheTorch.Hardware;
using LightTheTorch.Syncing;

namespace LightTheTorch.Cli.Verifying;

/// <summary>What an environment holds, beside what its lock says.</summary>
/// <param name="Sync">The lock, the environment, and what <c>ltt sync</c> would change.</param>
/// <param name="Files">The files of the packages that are there as the lock says.</param>
/// <param name="Torch">How torch does its work here; null where it is not installed.</param>
internal sealed record VerifyReport(SyncReport Sync, ImmutableArray<PackageFiles> Files, TorchFindings? Torch)
{
    public IEnumerable<PackageFiles> Damaged => Files.Where(package => !package.Findings.IsEmpty);

    /// <summary>The environment holds exactly what the lock says.</summary>
    public bool IsAsLocked => Sync.Plan.IsInSync && !Damaged.Any();

    public ExitCode ExitCode => !IsAsLocked ? ExitCode.OutOfDate : Torch is { Problems.IsEmpty: false } ? ExitCode.Failed : ExitCode.Done;
}
