using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace LightTheTorch.LoopbackIndex;

/// <summary>Makes wheels that pip installs: METADATA, WHEEL, a module and a RECORD with right hashes. The same spec gives the same bytes.</summary>
public static class WheelBuilder
{
    // The first moment that a zip can hold.
    private static readonly DateTimeOffset s_time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Build(WheelSpec spec)
    {
        string info = $"{spec.FileSafeName}-{spec.Version}.dist-info";
        ImmutableArray<(string Path, byte[] Content)> files =
        [
            ($"{spec.ModuleName}/__init__.py", Encoding.UTF8.GetBytes(spec.Module ?? $"__version__ = \"{spec.Version}\"\n")),
            .. spec.Padding == 0 ? ImmutableArray<(string, byte[])>.Empty : [($"{spec.ModuleName}/padding.bin", new byte[spec.Padding])],
            ($"{info}/METADATA", Encoding.UTF8.GetBytes(spec.Metadata)),
            ($"{info}/WHEEL", Encoding.UTF8.GetBytes(Wheel(spec))),
        ];
        string record = string.Concat(files.Select(file => $"{file.Path},sha256={UrlSafe(SHA256.HashData(file.Content))},{file.Content.Length}\n")) + $"{info}/RECORD,,\n";
        return Zip([.. files, ($"{info}/RECORD", Encoding.UTF8.GetBytes(record))]);
    }

    /// <summary>A zip of these files in this order, stored, without a trace of when it was made.</summary>
    public static byte[] Zip(ImmutableArray<(string Path, byte[] Content)> files)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string path, byte[] content) in files)
            {
                ZipArchiveEntry entry = archive.CreateEntry(path, CompressionLevel.NoCompression);
                entry.LastWriteTime = s_time;
                using Stream body = entry.Open();
                body.Write(content);
            }
        }
        return stream.ToArray();
    }

    private static string Wheel(WheelSpec spec) => string.Join('\n',
    [
        "Wheel-Version: 1.0",
        "Generator: light-the-torch tests",
        $"Root-Is-Purelib: {(spec.Platform == "any" ? "true" : "false")}",
        .. spec.Build is null ? ImmutableArray<string>.Empty : [$"Build: {spec.Build}"],
        .. from python in spec.Python.Split('.') from abi in spec.Abi.Split('.') from platform in spec.Platform.Split('.') select $"Tag: {python}-{abi}-{platform}",
        "",
    ]);

    private static string UrlSafe(byte[] hash) => Convert.ToBase64String(hash).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
