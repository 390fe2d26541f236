using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Locking;

namespace LightTheTorch.IO.Locks;

/// <summary>Finds and reads the locks that lie in a folder, or one that is named.</summary>
public static class LockFolder
{
    private const string Pattern = "requirements.*.txt";

    /// <summary>Reads one lock, or all of a folder in order of backend name.</summary>
    /// <param name="path">Full path of a lock or of a folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="LttException">There is none, or one is damaged.</exception>
    public static async Task<ImmutableArray<FoundLock>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (File.Exists(path)) return [await ReadOneAsync(path, cancellationToken)];
        if (!Directory.Exists(path)) throw Missing($"`{path}` does not exist");
        ImmutableArray<FoundLock>.Builder locks = ImmutableArray.CreateBuilder<FoundLock>();
        foreach (string file in Directory.EnumerateFiles(path, Pattern).Order(StringComparer.Ordinal))
        {
            // Other tools write files of this name too, `requirements.dev.txt`; only those with our header are locks.
            if (await IsLockAsync(file, cancellationToken)) locks.Add(await ReadOneAsync(file, cancellationToken));
        }

        return locks.Count > 0 ? locks.ToImmutable() : throw Missing($"no lock `{Pattern}` lies in `{path}`");
    }

    private static async Task<FoundLock> ReadOneAsync(string path, CancellationToken cancellationToken) =>
        new(path, RequirementsLockReader.Read(path, await File.ReadAllTextAsync(path, cancellationToken)));

    private static async Task<bool> IsLockAsync(string path, CancellationToken cancellationToken)
    {
        using StreamReader reader = new(path);
        string? first = await reader.ReadLineAsync(cancellationToken);
        return first is not null && first.StartsWith("# ltt lock ", StringComparison.Ordinal);
    }

    private static LttException Missing(string message) =>
        new(new Diagnostic(DiagnosticCode.FileNotFound, Severity.Error, message) { Hints = ["`ltt lock --backends NAMES` writes locks"] });
}

/// <summary>A lock and where it lies.</summary>
public sealed record FoundLock(string Path, LockFile File)
{
    public BackendLock Lock => File.Lock;
}
