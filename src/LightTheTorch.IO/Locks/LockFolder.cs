using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Locking;

namespace LightTheTorch.IO.Locks;

/// <summary>Finds and reads the locks that lie in a folder, or one that is named.</summary>
public static class LockFolder
{
    private static readonly string[] s_patterns = ["requirements.*.txt", "pylock.*.toml"];

    /// <summary>Reads one lock, or all of a folder in order of backend name. Where both forms of a lock lie there, the requirements form stands for both.</summary>
    /// <param name="path">Full path of a lock or of a folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="LttException">There is none, or one is damaged.</exception>
    public static async Task<ImmutableArray<FoundLock>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (File.Exists(path)) return [new FoundLock(path, LockReader.Read(path, await LockText.ReadAsync(path, cancellationToken)))];
        if (!Directory.Exists(path)) throw Missing($"`{path}` does not exist");
        List<FoundLock> locks = [];
        foreach (string file in s_patterns.SelectMany(pattern => Directory.EnumerateFiles(path, pattern).Order(StringComparer.Ordinal)))
        {
            string text = await LockText.ReadAsync(file, cancellationToken);
            // Other tools write files of these names too, `requirements.dev.txt`.
            if (LockReader.IsOurs(file, text)) locks.Add(new FoundLock(file, LockReader.Read(file, text)));
        }

        return locks.Count > 0
            ? [.. locks.DistinctBy(found => found.Lock.Header.Backend).OrderBy(found => found.Lock.Header.Backend.Value, StringComparer.Ordinal)]
            : throw Missing($"no lock {string.Join(" or ", s_patterns.Select(pattern => $"`{pattern}`"))} lies in `{path}`");
    }

    private static LttException Missing(string message) =>
        new(new Diagnostic(DiagnosticCode.FileNotFound, Severity.Error, message) { Hints = ["`ltt lock --backends NAMES` writes locks"] });
}

/// <summary>A lock and where it lies.</summary>
public sealed record FoundLock(string Path, LockFile File)
{
    public BackendLock Lock => File.Lock;
}
