using System.Text;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Versions;

namespace LightTheTorch.Reporting;

/// <summary>
/// A lock for a machine without network: the same files by name, version and hash instead of by address, for <c>pip --no-index --no-deps --find-links</c>.
/// pip would still fetch a direct URL.
/// </summary>
public static class VendoredRequirements
{
    /// <param name="file">The lock as it was found.</param>
    /// <param name="folder">Every file in the folder that the requirements are for, those of other locks among them.</param>
    public static string Write(LockFile file, IReadOnlyCollection<LockedPackage> folder)
    {
        BackendLock locked = file.Lock;
        ILookup<PackageName, PyVersion> there = folder.ToLookup(package => package.Name, package => package.Version);
        StringBuilder text = new();
        text.Append("# ltt vendor 1; ").Append(string.Join("; ", [locked.Header.Backend.Value, locked.Header.Torch.IsEmpty ? "no torch" : $"torch {string.Join(", ", locked.Header.Torch)}", .. locked.Header.Hardware])).Append('\n');
        text.Append("# pip install --no-index --no-deps --find-links DIR --require-hashes -r DIR/").Append(LockFileNames.Requirements(locked.Header.Backend)).Append('\n');
        text.Append(GuardLine.Write(file.Outside ?? Outside(locked.Header), locked.Header.Targets));
        foreach (LockedPackage package in locked.Packages)
        {
            text.Append(package.Name).Append(Operator(package.Version, there[package.Name])).Append(package.Version);
            if (package.Marker is { } marker) text.Append(" ; ").Append(marker);
            text.Append(" \\\n    --hash=sha256:").Append(package.Sha256).Append('\n');
        }

        return text.ToString();
    }

    // `==2.9.0` also means 2.9.0+cpu, which pip would prefer and then find to have another hash (PEP 440, "Version matching").
    private static string Operator(PyVersion version, IEnumerable<PyVersion> there) =>
        version.HasLocal || !there.Any(other => other.HasLocal && other.Public == version) ? "==" : "===";

    // Somebody took the guard out of the lock: its targets still say where it applies.
    private static Marker Outside(LockHeader header) => MarkerAlgebra.Outside([.. LockTargets.Of(header).Environments]);
}
