using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Versions;

namespace LightTheTorch.Locking;

/// <summary>What differs between two locks, package by package. A closed hierarchy.</summary>
public abstract record LockDiff
{
    private LockDiff(PackageName name) => Name = name;

    public PackageName Name { get; }

    /// <summary>The differences from <paramref name="old"/> to <paramref name="new"/>, by name.</summary>
    public static ImmutableArray<LockDiff> Between(BackendLock old, BackendLock @new)
    {
        ILookup<PackageName, LockedPackage> before = old.Packages.ToLookup(package => package.Name);
        ILookup<PackageName, LockedPackage> after = @new.Packages.ToLookup(package => package.Name);
        return
        [
            .. before.Select(group => group.Key).Union(after.Select(group => group.Key)).Order().Select(name => Of(name, [.. before[name]], [.. after[name]])).OfType<LockDiff>(),
        ];
    }

    private static LockDiff? Of(PackageName name, ImmutableArray<LockedPackage> before, ImmutableArray<LockedPackage> after)
    {
        if (before.IsEmpty) return new Added(name, VersionsOf(after), ReasonsOf(after));
        if (after.IsEmpty) return new Removed(name, VersionsOf(before), ReasonsOf(before));
        if (!VersionsOf(before).SequenceEqual(VersionsOf(after))) return new Changed(name, VersionsOf(before), VersionsOf(after), [.. ReasonsOf(after).Except(ReasonsOf(before))], [.. ReasonsOf(before).Except(ReasonsOf(after))]);
        return FilesOf(before).SequenceEqual(FilesOf(after)) ? null : new Rebuilt(name, VersionsOf(after), [.. FilesOf(before).Except(FilesOf(after))], [.. FilesOf(after).Except(FilesOf(before))]);
    }

    private static ImmutableArray<PyVersion> VersionsOf(ImmutableArray<LockedPackage> packages) => [.. packages.Select(package => package.Version).Distinct().OrderDescending()];

    private static ImmutableArray<Via> ReasonsOf(ImmutableArray<LockedPackage> packages) => [.. packages.SelectMany(package => package.Via).Select(via => via.Reason).Distinct()];

    private static ImmutableArray<string> FilesOf(ImmutableArray<LockedPackage> packages) =>
        [.. packages.Select(package => $"{package.FileName} sha256:{package.Sha256}").Order(StringComparer.Ordinal)];

    /// <summary>Only the new lock has it; <paramref name="Via"/> says what asks for it.</summary>
    public sealed record Added(PackageName Name, ImmutableArray<PyVersion> Versions, ImmutableArray<Via> Via) : LockDiff(Name);

    /// <summary>Only the old lock has it; <paramref name="Via"/> says what asked for it.</summary>
    public sealed record Removed(PackageName Name, ImmutableArray<PyVersion> Versions, ImmutableArray<Via> Via) : LockDiff(Name);

    /// <summary>Other versions; <paramref name="NewVia"/> are the reasons that the old lock did not have, <paramref name="GoneVia"/> those that it alone had.</summary>
    public sealed record Changed(PackageName Name, ImmutableArray<PyVersion> From, ImmutableArray<PyVersion> To, ImmutableArray<Via> NewVia, ImmutableArray<Via> GoneVia) : LockDiff(Name);

    /// <summary>The same versions from other files or other bytes: a new platform, another index, or a file that was replaced.</summary>
    public sealed record Rebuilt(PackageName Name, ImmutableArray<PyVersion> Versions, ImmutableArray<string> Gone, ImmutableArray<string> Come) : LockDiff(Name);
}
