using System.IO.Compression;
using System.Text;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Versions;

namespace LightTheTorch.IO.Http;

/// <summary>Finds METADATA in a wheel and PKG-INFO in a source distribution. Nothing is unpacked to disk, and no size in an archive is believed.</summary>
internal static class ArchiveMetadata
{
    /// <summary>More than any honest METADATA, its description included.</summary>
    public const int Limit = 16 << 20;

    /// <summary>The text, or null when the archive has none, or more than one.</summary>
    /// <exception cref="InvalidDataException">It is no archive of its kind, or a broken one.</exception>
    public static async Task<string?> ReadAsync(DistributionKind kind, Stream archive, CancellationToken cancellationToken)
    {
        try
        {
            return kind switch
            {
                DistributionKind.Wheel wheel => await FromZipAsync(archive, path => IsMetadata(path, wheel), cancellationToken),
                _ when kind.FileName.EndsWith(".zip", StringComparison.Ordinal) => await FromZipAsync(archive, IsPackageInfo, cancellationToken),
                _ => await FromTarAsync(archive, cancellationToken),
            };
        }
        catch (Exception failure) when (failure is EndOfStreamException or ArgumentException or FormatException or OverflowException)
        {
            // What the readers of archives say of some that break off, or whose numbers are none.
            throw new InvalidDataException("it is broken", failure);
        }
    }

    private static async Task<string?> FromZipAsync(Stream archive, Func<string, bool> wanted, CancellationToken cancellationToken)
    {
        await using Stream bounded = RangeStream.Over(archive);
        await using ZipArchive zip = await ZipArchive.CreateAsync(bounded, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        ZipArchiveEntry[] entries = [.. zip.Entries.Where(entry => wanted(entry.FullName))];
        if (entries.Length != 1) return null;
        await using Stream content = await entries[0].OpenAsync(cancellationToken);
        return await ReadTextAsync(content.ReadAsync, cancellationToken);
    }

    private static async Task<string?> FromTarAsync(Stream archive, CancellationToken cancellationToken)
    {
        await using GZipStream unzipped = new(archive, CompressionMode.Decompress, leaveOpen: true);
        TarEntries tar = new(unzipped);
        while (await tar.NextAsync(cancellationToken) is { } path)
        {
            if (IsPackageInfo(path)) return await ReadTextAsync(tar.ReadAsync, cancellationToken);
        }

        return null;
    }

    // NAME-VERSION.dist-info/METADATA, where old tools wrote the name in its own spelling
    private static bool IsMetadata(string path, DistributionKind.Wheel wheel)
    {
        const string end = ".dist-info/METADATA";
        if (!path.EndsWith(end, StringComparison.Ordinal)) return false;
        string folder = path[..^end.Length];
        int dash = folder.LastIndexOf('-');
        return dash > 0
            && PackageName.TryParse(folder.AsSpan(0, dash), out PackageName? name) && name.Equals(wheel.Project)
            && PyVersion.TryParse(folder.AsSpan(dash + 1), out PyVersion? version) && version == wheel.Version;
    }

    // NAME-VERSION/PKG-INFO; deeper ones are those of *.egg-info
    private static bool IsPackageInfo(string path)
    {
        string[] parts = (path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path).Split('/');
        return parts is [_, "PKG-INFO"];
    }

    private static async Task<string> ReadTextAsync(Func<Memory<byte>, CancellationToken, ValueTask<int>> content, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[1 << 14];
        using MemoryStream all = new();
        int read;
        while ((read = await content(buffer, cancellationToken)) > 0)
        {
            if (all.Length + read > Limit) throw new InvalidDataException("its METADATA is larger than METADATA is");
            all.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(all.GetBuffer(), 0, (int)all.Length);
    }
}
