using System.Collections.Immutable;
using LightTheTorch.Locking;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Compiling;

/// <summary>The answer for one backend: its lock, where it goes, and what it is made of.</summary>
/// <param name="Backend">The backend.</param>
/// <param name="Lock">What the file says.</param>
/// <param name="Summary">What it asks of a machine.</param>
/// <param name="Targets">The answers it was merged from.</param>
/// <param name="Files">The files that say it, in one form or both: full paths and texts.</param>
internal sealed record CompiledLock(Backend Backend, BackendLock Lock, BackendSummary Summary, ImmutableArray<TargetPins> Targets, ImmutableArray<(string Path, string Text)> Files)
{
    /// <summary>How many packages the lock holds; one that is locked in several versions or files counts once.</summary>
    public int PackageCount => Lock.Packages.Select(package => package.Name).Distinct().Count();

    /// <summary>The most bytes that any one target downloads, and how many of that target's files have no known size.</summary>
    public (long Bytes, int Unknown) LargestDownload =>
        Targets.Select(target => (Bytes: target.Files.Sum(file => file.Size ?? 0), Unknown: target.Files.Count(file => file.Size is null))).OrderByDescending(sum => sum).First();
}
