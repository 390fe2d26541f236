using System.Collections.Immutable;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Versions;

namespace LightTheTorch.Reporting;

/// <summary>One version of one package in a lock, with the files that its targets take.</summary>
/// <param name="Name">The package.</param>
/// <param name="Version">Its version.</param>
/// <param name="Files">At least one, in the lock's order.</param>
public sealed record LockComponent(PackageName Name, PyVersion Version, ImmutableArray<LockedPackage> Files)
{
    /// <summary>The purl; no other component of the lock has the same.</summary>
    public string PackageUrl { get; } = Reporting.PackageUrl.Of(Files);

    /// <summary>Names of the targets that install it.</summary>
    public ImmutableArray<string> Targets { get; } = [.. Files.SelectMany(file => file.Targets).Distinct()];

    /// <summary>The components of a lock, by name, the newest version first.</summary>
    public static ImmutableArray<LockComponent> Of(BackendLock locked) =>
    [
        .. locked.Packages
            .GroupBy(package => (package.Name, package.Version))
            .OrderBy(group => group.Key.Name)
            .ThenByDescending(group => group.Key.Version)
            .Select(group => new LockComponent(group.Key.Name, group.Key.Version, [.. group])),
    ];

    /// <summary>Whether the user's own files ask for it, on any target.</summary>
    public bool IsDirect => Files.Any(file => file.Via.Any(via => via.Reason is Via.Direct));

    /// <summary>Whether another component asks for this one on a target that installs both.</summary>
    public bool IsNeededBy(LockComponent other) => Files.Any(file => file.Via.Any(via =>
        via.Reason is Via.Parent parent
        && parent.Name.Equals(other.Name)
        && (via.Targets.IsEmpty ? file.Targets : via.Targets).Any(other.Targets.Contains)));
}
