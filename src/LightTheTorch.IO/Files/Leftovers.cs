namespace LightTheTorch.IO.Files;

/// <summary>The temporary files of <see cref="AtomicFiles"/>: <c>.requirements.cpu.txt.abcdefgh.xyz.tmp</c> beside the file that they become.</summary>
internal static class Leftovers
{
    private static readonly TimeSpan s_young = TimeSpan.FromMinutes(1);

    public static string NewName(string path) => Path.Combine(Path.GetDirectoryName(path) ?? "", $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}.tmp");

    /// <summary>Removes those that runs which were killed have left; what another run is about to put in its place stays.</summary>
    /// <param name="path">The file that they would have become.</param>
    /// <param name="own">The one of this run; its age tells what is young.</param>
    public static void Remove(string path, string own)
    {
        FileInfo mine = new(own);
        foreach (FileInfo found in mine.Directory?.EnumerateFiles($".{Path.GetFileName(path)}.*.tmp") ?? [])
        {
            if (found.Name == mine.Name || IsInUse(found, mine.LastWriteTimeUtc)) continue;
            try
            {
                found.Delete();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // It harms nobody, and need not keep a lock from being written.
            }
        }
    }

    private static bool IsInUse(FileInfo file, DateTime now)
    {
        // Another run may have made it a moment ago, and not yet have taken hold of it.
        if (file.Exists && file.Length == 0 && now - file.LastWriteTimeUtc < s_young) return true;
        try
        {
            using FileStream held = file.Open(FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
