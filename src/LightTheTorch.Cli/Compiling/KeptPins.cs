using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Locks;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Targets;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.Cli.Compiling;

/// <summary>The pins of the locks that are about to be replaced: they stay while they fit, so that a new lock differs only where somebody changed something.</summary>
internal sealed class KeptPins
{
    private readonly ImmutableDictionary<BackendName, BackendLock> _old;
    private readonly ImmutableHashSet<PackageName> _upgrade;

    private KeptPins(ImmutableDictionary<BackendName, BackendLock> old, bool upgradeAll, ImmutableHashSet<BackendName> unlocked, ImmutableHashSet<PackageName> upgrade, ImmutableArray<Diagnostic> notes)
    {
        _old = upgradeAll ? ImmutableDictionary<BackendName, BackendLock>.Empty : old;
        Old = old;
        _upgrade = upgrade;
        Unlocked = unlocked;
        Notes = notes;
    }

    /// <summary>The locks that will be replaced, as far as they could be read; their pins may be kept or not.</summary>
    public ImmutableDictionary<BackendName, BackendLock> Old { get; }

    /// <summary>The backends of which no lock is there, in any form.</summary>
    public ImmutableHashSet<BackendName> Unlocked { get; }

    /// <summary>Old locks that could not be read, and so keep nothing.</summary>
    public ImmutableArray<Diagnostic> Notes { get; }

    /// <param name="folder">Where the locks lie.</param>
    /// <param name="backends">Whose locks will be written.</param>
    /// <param name="format">The files that will be written; pins are kept from these, else from the other form.</param>
    /// <param name="upgradeAll">Keep nothing (<c>--upgrade</c>).</param>
    /// <param name="upgrade">Keep all but these (<c>--upgrade-package</c>).</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="LttException">A file of the lock's name is none: somebody wrote it by hand, and it must not be overwritten.</exception>
    public static async Task<KeptPins> ReadAsync(string folder, ImmutableArray<Backend> backends, LockFormat format, bool upgradeAll, ImmutableHashSet<PackageName> upgrade, CancellationToken cancellationToken)
    {
        ImmutableDictionary<BackendName, BackendLock>.Builder old = ImmutableDictionary.CreateBuilder<BackendName, BackendLock>();
        ImmutableArray<Diagnostic>.Builder notes = ImmutableArray.CreateBuilder<Diagnostic>();
        HashSet<BackendName> unlocked = [.. backends.Select(backend => backend.Name)];
        foreach (Backend backend in backends)
        {
            ImmutableArray<string> written = LockFileNames.Of(backend.Name, format);
            foreach (string name in written.Union(LockFileNames.Of(backend.Name, LockFormat.Both)))
            {
                string path = Path.Combine(folder, name);
                string? text = File.Exists(path) ? await LockText.ReadAsync(path, cancellationToken) : null;
                if (text is null or "") continue;
                bool ours = LockReader.IsOurs(path, text);
                if (ours) unlocked.Remove(backend.Name);
                if (!written.Contains(name))
                {
                    if (ours) notes.Add(Stale(path));
                }
                else if (!ours)
                {
                    throw NotOurs(path);
                }

                if (ours && !old.ContainsKey(backend.Name) && TryRead(path, text, upgradeAll ? null : notes) is { } read) old[backend.Name] = read;
            }
        }

        return new KeptPins(old.ToImmutable(), upgradeAll, [.. unlocked], upgrade, notes.ToImmutable());
    }

    /// <summary>Locks whose versions were chosen by other rules than those of this run: their pins stay all the same.</summary>
    /// <param name="options">What the header of the new lock will say.</param>
    public IEnumerable<Diagnostic> ChosenOtherwise(ImmutableArray<string> options) =>
        from lockOf in _old.OrderBy(pair => pair.Key)
        let with = lockOf.Value.Header.Options.Where(IsRule).Except(options).Select(option => $"with `{option}`")
        let without = options.Where(IsRule).Except(lockOf.Value.Header.Options).Select(option => $"without `{option}`")
        let how = string.Join(" and ", with.Concat(without))
        where how.Length > 0
        select new Diagnostic(DiagnosticCode.PinsChosenOtherwise, Severity.Note, $"the old lock of `{lockOf.Key}` was made {how}, and its pins stay while they fit")
        {
            Hints = ["`--upgrade` takes all versions by the options of this run"],
        };

    private static bool IsRule(string option) => option.Split('=')[0] is "resolution" or "pre" or "channel";

    /// <summary>The versions to prefer for a target: its own pins, or those that all targets of the old lock agree on.</summary>
    public ImmutableDictionary<PackageName, PyVersion> For(Target target)
    {
        if (!_old.TryGetValue(target.Backend, out BackendLock? old)) return ImmutableDictionary<PackageName, PyVersion>.Empty;
        string name = target.ToString();
        bool known = old.Header.Targets.Contains(name);
        return old.Packages
            .Where(package => !_upgrade.Contains(package.Name) && (!known || package.Targets.Contains(name)))
            .GroupBy(package => package.Name, package => package.Version)
            .Where(versions => versions.Distinct().Count() == 1)
            .ToImmutableDictionary(versions => versions.Key, versions => versions.First());
    }

    private static BackendLock? TryRead(string path, string text, ImmutableArray<Diagnostic>.Builder? notes)
    {
        try
        {
            return LockReader.Read(path, text).Lock;
        }
        catch (LttException damaged) when (damaged.Diagnostics[0].Code == DiagnosticCode.InvalidLock)
        {
            notes?.Add(damaged.Diagnostics[0] with { Severity = Severity.Warning, Hints = ["none of its pins are kept; the lock is written anew"] });
            return null;
        }
    }

    private static Diagnostic Stale(string path) =>
        new(DiagnosticCode.LockOutOfDate, Severity.Warning, $"`{path}` is from an earlier run and is not written by this one")
        {
            Hints = ["remove it, or keep both with `--format both`"],
        };

    private static LttException NotOurs(string path) =>
        new(new Diagnostic(DiagnosticCode.InvalidLock, Severity.Error, $"`{path}` is not a lock that `ltt` wrote, and is left alone")
        {
            Hints = ["move the file away, or write the locks elsewhere with `--output DIR`"],
        });
}
