using System.Collections.Immutable;
using LightTheTorch.Names;

namespace LightTheTorch.Locking;

/// <summary>A chain of requirements that brought a package into a lock.</summary>
/// <param name="Steps">From one of the user's own requirements to the package; each step holds on all of the targets.</param>
/// <param name="Targets">In the lock's order; empty where the chain holds wherever the package is locked.</param>
public sealed record LockChain(ImmutableArray<LockStep> Steps, ImmutableArray<string> Targets)
{
    /// <summary>
    /// Every chain to the package, found for each target by itself: links that hold on different targets make no chain. For each of the user's
    /// requirements it is the shortest one there.
    /// </summary>
    public static ImmutableArray<LockChain> To(PackageName name, BackendLock locked)
    {
        ImmutableArray<string> holders = [.. locked.Header.Targets.Where(target => locked.Packages.Any(package => package.Name.Equals(name) && package.Targets.Contains(target)))];
        return
        [
            .. holders
                .SelectMany(target => new LockGraph(locked, target).ChainsTo(name).Select(chain => (Chain: chain, Target: target)))
                .GroupBy(found => string.Join('\n', found.Chain.Select(step => step.Because)))
                .Select(same => new LockChain(same.First().Chain, same.Count() == holders.Length ? [] : [.. same.Select(found => found.Target)])),
        ];
    }

    /// <summary>The targets as the lock writes them behind a reason; empty where they are all.</summary>
    public string Where => Targets.IsEmpty ? "" : $" {{{string.Join(' ', Targets)}}}";
}
