using System.Security.Cryptography;
using LightTheTorch.IO.Cache;

namespace LightTheTorch.IO.Downloads;

/// <summary>
/// Files kept by their hash, in the cache folder, each under the name that pip wants to see. Any number of runs may share it: an entry is moved
/// to its place when it is whole, and is hashed again before it is used, for disks and people change files.
/// </summary>
public sealed class FileStore(CacheFolder cache)
{
    private readonly string _root = cache.FolderOf("files");

    /// <summary>Where the file lies if it is there.</summary>
    public string PathOf(Download download) => Path.Combine(_root, download.Sha256[..2], download.Sha256[2..], download.FileName);

    /// <summary>The file, if it is there and whole. One that is damaged is removed.</summary>
    public async Task<StoredFile?> FindAsync(Download download, CancellationToken cancellationToken)
    {
        string path = PathOf(download);
        try
        {
            await using (FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 17, useAsync: true))
            {
                byte[] hash = await SHA256.HashDataAsync(stream, cancellationToken);
                if (Convert.ToHexStringLower(hash) == download.Sha256)
                {
                    cache.Touch(path);
                    return new StoredFile(download, path, stream.Length, WasThere: true);
                }
            }

            File.Delete(path);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null; // not there, or of no use
        }
    }

    /// <summary>Where the beginning of a file waits for its rest, shared by all runs.</summary>
    internal string PartialOf(Download download) => PathOf(download) + ".partial";

    /// <summary>The same for one run alone.</summary>
    internal string OwnPartialOf(Download download) => $"{PathOf(download)}.{Path.GetRandomFileName()}.partial";
}
