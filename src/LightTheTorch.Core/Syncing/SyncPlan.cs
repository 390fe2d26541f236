using System.Collections.Immutable;
using System.Diagnostics;
using LightTheTorch.Locking;
using LightTheTorch.Names;

namespace LightTheTorch.Syncing;

/// <summary>What has to happen to an environment so that it holds what a lock says.</summary>
public sealed record SyncPlan
{
    private static readonly ImmutableHashSet<PackageName> s_tools = [.. new[] { "pip", "setuptools", "wheel", "light-the-torch" }.Select(PackageName.Parse)];

    /// <summary>Not there yet; in the order of the lock.</summary>
    public required ImmutableArray<LockedPackage> Install { get; init; }

    /// <summary>There, but not what the lock says.</summary>
    public required ImmutableArray<SyncChange> Change { get; init; }

    /// <summary>There, and the lock knows nothing of it; in order of name.</summary>
    public required ImmutableArray<InstalledPackage> Remove { get; init; }

    /// <summary>There as the lock says.</summary>
    public required ImmutableArray<KeptPackage> Keep { get; init; }

    /// <summary>The lock names another, but somebody works on it in a folder, or it is the project itself.</summary>
    public required ImmutableArray<InstalledPackage> LeftAlone { get; init; }

    /// <summary>Nothing to install or to remove.</summary>
    public bool IsInSync => Install.IsEmpty && Change.IsEmpty && Remove.IsEmpty;

    /// <summary>The files that have to be there before anything is installed.</summary>
    public ImmutableArray<LockedPackage> Needed => [.. Install, .. Change.Select(change => change.To)];

    /// <param name="wanted">What the lock says for this interpreter, each name once.</param>
    /// <param name="installed">What the environment holds.</param>
    /// <param name="project">The project's own name, which is neither replaced nor removed; null when it has none.</param>
    /// <param name="prune">Remove what the lock does not have. Never removed are pip, setuptools, wheel, this program and editables.</param>
    /// <param name="reinstall">Installed anew although they are there as the lock says; null for none.</param>
    public static SyncPlan Of(IEnumerable<LockedPackage> wanted, IEnumerable<InstalledPackage> installed, PackageName? project, bool prune, ImmutableHashSet<PackageName>? reinstall = null)
    {
        Dictionary<PackageName, InstalledPackage> there = [];
        foreach (InstalledPackage package in installed) there.TryAdd(package.Name, package);
        List<LockedPackage> install = [];
        List<SyncChange> change = [];
        List<KeptPackage> keep = [];
        List<InstalledPackage> left = [];
        foreach (LockedPackage package in wanted)
        {
            if (!there.Remove(package.Name, out InstalledPackage? old)) install.Add(package);
            else if (old.IsEditable || package.Name.Equals(project)) left.Add(old);
            else if ((CauseOf(old, package) ?? (reinstall?.Contains(package.Name) == true ? SyncCause.Asked : null)) is { } cause) change.Add(new SyncChange(old, package, cause));
            else keep.Add(new KeptPackage(old, package));
        }

        bool IsSpared(InstalledPackage package) => package.IsEditable || s_tools.Contains(package.Name) || package.Name.Equals(project);
        return new SyncPlan
        {
            Install = [.. install],
            Change = [.. change],
            Remove = prune ? [.. there.Values.Where(package => !IsSpared(package)).OrderBy(package => package.Name)] : [],
            Keep = [.. keep],
            LeftAlone = [.. left],
        };
    }

    // What came from an index by name has no recorded hash: the same version counts as the same.
    private static SyncCause? CauseOf(InstalledPackage old, LockedPackage wanted)
    {
        if (!old.IsComplete) return SyncCause.Incomplete;
        if (old.Version != wanted.Version) return SyncCause.Version;
        return old.Origin switch
        {
            null => null,
            { Kind: not DirectUrlKind.Archive } => SyncCause.Origin,
            { Sha256: { } sha256 } => sha256 == wanted.Sha256 ? null : SyncCause.Bytes,
            { Url: var url } => url == wanted.Url ? null : SyncCause.Origin,
        };
    }
}

/// <summary>A package that is there and is not what the lock says.</summary>
public sealed record SyncChange(InstalledPackage From, LockedPackage To, SyncCause Cause)
{
    /// <summary>What is wrong with the old one, as a clause; empty where the two versions say it.</summary>
    public string Why => Cause switch
    {
        SyncCause.Version => "",
        SyncCause.Bytes => "the same version with other bytes",
        SyncCause.Origin => $"installed from {Text.Secrets.Without(From.Origin?.Url ?? "elsewhere")}",
        SyncCause.Incomplete => "its installation was broken off",
        SyncCause.Asked => "installed anew, as asked",
        _ => throw new UnreachableException(),
    };
}

/// <summary>A package that is there as the lock says.</summary>
public sealed record KeptPackage(InstalledPackage Installed, LockedPackage Locked)
{
    /// <summary>Its bytes are right and its recorded address is that of a file on this machine: an earlier run ended before it put that right.</summary>
    public bool NeedsAddress => Installed.Origin is { Sha256: not null } origin && origin.Url != Locked.Url && origin.Url.StartsWith("file:", StringComparison.Ordinal);
}

public enum SyncCause
{
    Version,

    /// <summary>The same version, and the recorded hash is another.</summary>
    Bytes,

    /// <summary>The same version, from a folder, a repository, or a file without a recorded hash.</summary>
    Origin,

    Incomplete,

    /// <summary>It is as the lock says, and is to be installed anew all the same.</summary>
    Asked,
}
