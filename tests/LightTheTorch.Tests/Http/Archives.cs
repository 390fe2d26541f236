using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace LightTheTorch.Tests.Http;

/// <summary>Small archives made in memory.</summary>
internal static class Archives
{
    /// <param name="stored">Bytes that do not shrink, in front, so that the rest lies at the end of something large.</param>
    /// <param name="entries">Paths and texts.</param>
    public static byte[] Zip(int stored, params (string Path, string Text)[] entries)
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create))
        {
            if (stored > 0)
            {
                using Stream first = zip.CreateEntry("lib.so", CompressionLevel.NoCompression).Open();
                first.Write(new byte[stored]);
            }

            foreach ((string path, string text) in entries)
            {
                using Stream entry = zip.CreateEntry(path).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    public static byte[] Zipped(byte[] content)
    {
        using MemoryStream bytes = new();
        using (GZipStream zipped = new(bytes, CompressionLevel.Fastest)) zipped.Write(content);
        return bytes.ToArray();
    }

    public static byte[] TarGz(params (string Path, string Text)[] entries)
    {
        using MemoryStream bytes = new();
        using (GZipStream zipped = new(bytes, CompressionLevel.Fastest))
        using (TarWriter tar = new(zipped))
        {
            foreach ((string path, string text) in entries)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        }

        return bytes.ToArray();
    }
}
