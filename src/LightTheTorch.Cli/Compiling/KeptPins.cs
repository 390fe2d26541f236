using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
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

    private KeptPins(ImmutableDictionary<BackendName, BackendLock> old, ImmutableHashSet<PackageName> upgrade, ImmutableArray<Diagnostic> notes)
    {
        _old = old;
        _upgrade = upgrade;
        Notes = notes;
    }

    /// <summary>Old locks that could not be read, and so keep nothing.</summary>
    public ImmutableArray<Diagnostic> Notes { get; }

    /// <param name="folder">Where the locks lie.</param>
    /// <param name="backends">Whose locks will be written.</param>
    /// <param name="upgradeAll">Keep nothing (<c>--upgrade</c>).</param>
    /// <param name="upgrade">Keep all but these (<c>--upgrade-package</c>).</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="LttException">A file of the lock's name is none: somebody wrote it by hand, and it must not be overwritten.</exception>
    public static async Task<KeptPins> ReadAsync(string folder, ImmutableArray<Backend> backends, bool upgradeAll, ImmutableHashSet<PackageName> upgrade, CancellationToken cancellationToken)
    {
        ImmutableDictionary<BackendName, BackendLock>.Builder old = ImmutableDictionary.CreateBuilder<BackendName, BackendLock>();
        ImmutableArray<Diagnostic>.Builder notes = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (Backend backend in backends)
        {
            string path = Path.Combine(folder, CompiledLock.FileName(backend));
            if (!File.Exists(path)) continue;
            string text = await File.ReadAllTextAsync(path, cancellationToken);
            if (text.Length > 0 && !text.StartsWith("# ltt lock ", StringComparison.Ordinal)) throw NotOurs(path);
            try
            {
                if (!upgradeAll && text.Length > 0) old[backend.Name] = RequirementsLockReader.Read(path, text).Lock;
            }
            catch (LttException damaged) when (damaged.Diagnostics[0].Code == DiagnosticCode.InvalidLock)
            {
                notes.Add(damaged.Diagnostics[0] with { Severity = Severity.Warning, Hints = ["none of its pins are kept; the lock is written anew"] });
            }
        }

        return new KeptPins(old.ToImmutable(), upgrade, notes.ToImmutable());
    }

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

    private static LttException NotOurs(string path) =>
        new(new Diagnostic(DiagnosticCode.InvalidLock, Severity.Error, $"`{path}` is not a lock that `ltt` wrote, and is left alone")
        {
            Hints = ["move the file away, or write the locks elsewhere with `--output DIR`"],
        });
}
