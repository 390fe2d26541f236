using System.IO.Compression;

namespace LightTheTorch.IO.Downloads;

/// <summary>Reads from a wheel that lies on this machine.</summary>
public static class WheelArchive
{
    // The list of the largest wheels is about two megabytes.
    private const long LongestRecord = 64 * 1024 * 1024;

    /// <summary>The text of its RECORD; null when it has none, or is no zip.</summary>
    public static string? ReadRecord(string path)
    {
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(path);
            ZipArchiveEntry? record = zip.Entries.FirstOrDefault(entry => entry.FullName.Split('/') is [var folder, "RECORD"] && folder.EndsWith(".dist-info", StringComparison.Ordinal));
            if (record is null || record.Length > LongestRecord) return null;
            using StreamReader reader = new(record.Open());
            return reader.ReadToEnd();
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
