using System.Collections.Immutable;

namespace LightTheTorch.Wheels;

/// <summary>Holds the RECORD of an installed package against that of its wheel. Who changes a file can change its row; the wheel's bytes the lock vouches for.</summary>
public static class RecordComparison
{
    /// <summary>The files of the wheel that the environment's list does not have with the same hash, in the wheel's order.</summary>
    /// <param name="wheel">Rows of the wheel's RECORD.</param>
    /// <param name="installed">Rows of the installed one, which has more: scripts, compiled modules, and what the installer notes.</param>
    public static ImmutableArray<string> Differences(ImmutableArray<RecordEntry> wheel, ImmutableArray<RecordEntry> installed)
    {
        Dictionary<string, string?> there = new(StringComparer.Ordinal);
        foreach (RecordEntry entry in installed) there[entry.Path] = entry.Hash;
        return
        [
            .. from entry in wheel
               let path = InstalledPath(entry.Path)
               where path is not null && entry.Hash is not null && !(there.TryGetValue(path, out string? hash) && hash == entry.Hash)
               select path,
        ];
    }

    // `NAME-VERSION.data/purelib/…` is spread over the folder of packages. Of scripts the first line changes, and headers and data go to places of the system's choice.
    private static string? InstalledPath(string path)
    {
        int slash = path.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !path.AsSpan(0, slash).EndsWith(".data")) return path;
        string[] parts = path.Split('/', 3);
        return parts is [_, "purelib" or "platlib", var rest] ? rest : null;
    }
}
