using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LightTheTorch.IO.Cache;

/// <summary>
/// A folder that keeps answers between runs. Each entry is one file that is written beside its place and then moved there, so that
/// any number of runs can share the folder: a reader finds the old entry, the new one, or none. An entry that cannot be read or
/// written is an entry that is not there; no failure of the cache ends a command.
/// </summary>
public sealed class CacheFolder
{
    private readonly TimeProvider _time;

    /// <param name="path">Absolute; made when the first entry is written.</param>
    /// <param name="time">Says when an entry was used.</param>
    public CacheFolder(string path, TimeProvider time)
    {
        Root = path;
        _time = time;
    }

    public string Root { get; }

    /// <summary>The form of the entries. Those of other forms are other programs' and are never read, only counted and cleaned.</summary>
    internal int Generation { private get; init; } = CacheForm.Generation;

    /// <summary>The time by which freshness is judged.</summary>
    internal DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>The number of entries and their size in bytes.</summary>
    public (int Entries, long Bytes) Measure() => Entries().Aggregate((Count: 0, Bytes: 0L), (sum, file) => (sum.Count + 1, sum.Bytes + file.Length));

    /// <summary>Removes every entry; what another run is writing stays whole.</summary>
    /// <returns>The number of entries and bytes that are gone.</returns>
    public (int Entries, long Bytes) Clean() => Remove(_ => true);

    /// <summary>Removes the entries that no run has used since.</summary>
    /// <returns>The number of entries and bytes that are gone.</returns>
    public (int Entries, long Bytes) Prune(TimeSpan unused)
    {
        DateTime limit = (_time.GetUtcNow() - unused).UtcDateTime;
        return Remove(file => file.LastWriteTimeUtc < limit);
    }

    /// <summary>The bytes of an entry, or null.</summary>
    internal byte[]? Read(string kind, string key)
    {
        string path = PathOf(kind, key);
        try
        {
            byte[]? content = CacheSeal.Open(key, File.ReadAllBytes(path));
            if (content is not null) Touch(path);
            return content;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal void Write(string kind, string key, ReadOnlySpan<byte> content)
    {
        string path = PathOf(kind, key);
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? Root);
            using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                file.Write(content);
                file.Write(CacheSeal.Of(key, content));
            }

            File.SetLastWriteTimeUtc(temporary, _time.GetUtcNow().UtcDateTime);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
        }
    }

    /// <summary>An empty file for something large on its way, in the cache's folder where that can be written. It is gone when it is closed, and stays of use when somebody cleans the cache.</summary>
    internal static FileStream OpenTemporary(CacheFolder? cache)
    {
        try
        {
            if (cache is not null) return Temporary(Directory.CreateDirectory(Path.Combine(cache.Own, "tmp")).FullName);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A cache that cannot be written to is done without.
        }

        return Temporary(Path.GetTempPath());
    }

    private static FileStream Temporary(string folder) =>
        new(Path.Combine(folder, Path.GetRandomFileName() + ".tmp"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.Asynchronous | FileOptions.DeleteOnClose);

    /// <summary>The folder of the entries of one kind, for a store that names its entries itself.</summary>
    internal string FolderOf(string kind) => Path.Combine(Own, kind);

    private string Own => Path.Combine(Root, string.Create(CultureInfo.InvariantCulture, $"v{Generation}"));

    // Keys are addresses: hostile ones too, so that only their hash becomes a path.
    private string PathOf(string kind, string key)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        return Path.Combine(FolderOf(kind), hash[..2], hash[2..]);
    }

    /// <summary>Says that an entry is in use. Once a day is enough to know, and spares a write for each read.</summary>
    internal void Touch(string path)
    {
        try
        {
            DateTime now = _time.GetUtcNow().UtcDateTime;
            if (now - File.GetLastWriteTimeUtc(path) > TimeSpan.FromDays(1)) File.SetLastWriteTimeUtc(path, now);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A cache that may only be read is read.
        }
    }

    // Those of older programs too. Nothing else is touched, for a user may name any folder.
    private IEnumerable<FileInfo> Entries()
    {
        DirectoryInfo root = new(Root);
        if (!root.Exists) return [];
        return root.EnumerateDirectories("v*").Where(static folder => folder.Name.Length > 1 && !folder.Name.AsSpan(1).ContainsAnyExceptInRange('0', '9') && folder.LinkTarget is null)
            .SelectMany(static folder => folder.EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }));
    }

    private (int Entries, long Bytes) Remove(Func<FileInfo, bool> condition)
    {
        int count = 0;
        long bytes = 0;
        foreach (FileInfo file in Entries().Where(condition).ToList())
        {
            long length = file.Length;
            if (!TryDelete(file.FullName)) continue;
            count++;
            bytes += length;
        }

        return (count, bytes);
    }

    private static bool TryDelete(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
