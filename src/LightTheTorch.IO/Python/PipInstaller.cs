using System.Collections.Immutable;
using System.Text;
using LightTheTorch.IO.Downloads;
using LightTheTorch.Locking;
using LightTheTorch.Syncing;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Python;

/// <summary>Lets plain pip change an environment: wheels come from the store, each with its hash, and no index is asked for anything.</summary>
/// <param name="runner">Starts pip.</param>
/// <param name="interpreter">The environment's.</param>
/// <param name="variables">The environment variables of this process, in which pip may have settings.</param>
public sealed class PipInstaller(IProcessRunner runner, Interpreter interpreter, IEnumerable<string> variables)
{
    private PipProgram? _pip;

    /// <summary>Removes packages, then installs files, then records where the files came from.</summary>
    /// <param name="remove">In any order.</param>
    /// <param name="broken">Leftovers of installations that were broken off, which pip could not remove.</param>
    /// <param name="files">What to install, with the lock's entry of each.</param>
    /// <param name="say">Told all that pip says.</param>
    /// <param name="cancellationToken">Ends pip too; what it did until then stays, and the next run goes on.</param>
    /// <exception cref="Diagnostics.LttException">pip failed, or there is none.</exception>
    public async Task ApplyAsync(
        ImmutableArray<InstalledPackage> remove,
        ImmutableArray<InstalledPackage> broken,
        ImmutableArray<(LockedPackage Package, StoredFile File)> files,
        Action<string> say,
        CancellationToken cancellationToken)
    {
        // Before anything is installed: names that changed share files, and the new one's must not be removed with the old one's.
        if (!remove.IsEmpty) await RunAsync(["uninstall", "--yes", .. remove.Select(package => package.Name.Value)], isAlone: true, say, cancellationToken);
        if (interpreter.IsVirtualEnvironment) foreach (InstalledPackage package in broken) Directory.Delete(package.InfoPath, recursive: true);
        await InstallAsync([.. files.Where(file => !file.Package.IsSdist)], ["--no-index"], isAlone: true, say, cancellationToken);
        // pip builds these, and fetches what they need for it from the user's own index.
        await InstallAsync([.. files.Where(file => file.Package.IsSdist)], [], isAlone: false, say, cancellationToken);
        Record(files.ToDictionary(file => file.Package.Name, file => file.Package));
    }

    /// <summary>Puts the lock's address and hash into the records of packages that pip installed from files of this machine.</summary>
    public void Record(IReadOnlyDictionary<Names.PackageName, LockedPackage> packages)
    {
        foreach (InstalledPackage installed in InstalledPackages.Read(interpreter.SiteFolders))
        {
            if (packages.TryGetValue(installed.Name, out LockedPackage? package) && installed.IsComplete && Directory.Exists(installed.InfoPath)) DirectUrlFile.Write(installed.InfoPath, package.Url, package.Sha256);
        }
    }

    private async Task InstallAsync(ImmutableArray<(LockedPackage Package, StoredFile File)> files, ImmutableArray<string> options, bool isAlone, Action<string> say, CancellationToken cancellationToken)
    {
        if (files.IsEmpty) return;
        string list = Path.GetTempFileName();
        try
        {
            // The address of a file is plain ASCII, whatever its folder is called.
            string lines = string.Concat(files.Select(file => $"{file.Package.Name} @ {AddressText.OfPath(file.File.Path).AbsoluteUri} --hash=sha256:{file.Package.Sha256}\n"));
            await File.WriteAllTextAsync(list, lines, Encoding.ASCII, cancellationToken);
            // Each of these is to be replaced, also where pip would find the same version there already.
            await RunAsync(["install", "--no-deps", "--require-hashes", "--force-reinstall", .. options, "-r", list], isAlone, say, cancellationToken);
        }
        finally
        {
            File.Delete(list);
        }
    }

    private async Task RunAsync(ImmutableArray<string> arguments, bool isAlone, Action<string> say, CancellationToken cancellationToken)
    {
        _pip ??= await PipProgram.FindAsync(runner, interpreter, cancellationToken);
        ProcessAnswer answer = await _pip.RunAsync([.. arguments, "--disable-pip-version-check", "--no-input"], Variables(isAlone), cancellationToken);
        say(answer.Output);
        say(answer.Error);
    }

    // `PIP_TARGET`, `PIP_USER` or a `pip.conf` would lead the files elsewhere, or add requirements of their own.
    private ImmutableDictionary<string, string?> Variables(bool isAlone)
    {
        ImmutableDictionary<string, string?>.Builder changed = ImmutableDictionary.CreateBuilder<string, string?>();
        foreach (string name in variables.Where(name => name is "PYTHONPATH" or "PYTHONHOME")) changed[name] = null;
        if (isAlone)
        {
            foreach (string name in variables.Where(name => name.StartsWith("PIP_", StringComparison.OrdinalIgnoreCase))) changed[name] = null;
            changed["PIP_CONFIG_FILE"] = OperatingSystem.IsWindows() ? "nul" : "/dev/null";
        }

        changed["PIP_ROOT_USER_ACTION"] = "ignore";
        return changed.ToImmutable();
    }
}
