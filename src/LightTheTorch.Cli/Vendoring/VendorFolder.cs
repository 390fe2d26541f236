using System.Collections.Immutable;
using System.Security.Cryptography;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Cache;
using LightTheTorch.IO.Downloads;
using LightTheTorch.IO.Http;
using LightTheTorch.Locking;

namespace LightTheTorch.Cli.Vendoring;

/// <summary>
/// Brings files to their places below a folder. What lies there whole stays, what another command has fetched is copied from the cache, the rest is fetched;
/// parts wait in the folder itself, so that the next run goes on with them.
/// </summary>
/// <param name="root">Full path.</param>
/// <param name="client">Fetches.</param>
/// <param name="time">For waits.</param>
internal sealed class VendorFolder(string root, IndexClient client, TimeProvider time)
{
    private readonly CacheFolder _parts = new(Path.Combine(root, ".ltt-parts"), time);

    public ImmutableArray<UrlRewrite> Rewrites { get; init; } = [];

    /// <param name="files">Files and where they go, relative to the folder.</param>
    /// <param name="display">Shown what is fetched.</param>
    /// <param name="cancellationToken">Ends it; what came stays.</param>
    /// <exception cref="LttException">A file cannot be had, has other bytes than the lock says, or the folder cannot be written to.</exception>
    public async Task<ImmutableArray<VendoredFile>> FillAsync(ImmutableArray<(LockedPackage Package, string Place)> files, ITransferDisplay display, CancellationToken cancellationToken)
    {
        Dictionary<string, VendoredFile> there = new(StringComparer.Ordinal);
        FileStore? cache = client.Options.Cache is { } kept ? new FileStore(kept) : null;
        List<(LockedPackage Package, string Place)> missing = [];
        // Names that are no names are refused before anything is done with them.
        _ = files.Select(each => Download.Of(each.Package)).ToImmutableArray();
        foreach ((LockedPackage package, string place) in files)
        {
            if (await HeldAsync(package, place, cache, cancellationToken) is { } size) there[place] = new VendoredFile(package, place, size, WasFetched: false);
            else missing.Add((package, place));
        }

        using PartsFolder? stay = missing.Count > 0 ? Enter() : null;
        Downloader downloader = new(client, new FileStore(_parts), time) { Rewrites = Rewrites };
        ImmutableArray<StoredFile> stored = await downloader.FetchAsync([.. missing.Select(each => Download.Of(each.Package))], display, cancellationToken);
        // A mirror has a file that two indexes hold in both places.
        foreach (IGrouping<string, ((LockedPackage Package, string Place) Missing, StoredFile File)> same in missing.Zip(stored).GroupBy(each => each.Second.Path))
        {
            foreach (((LockedPackage package, string place), StoredFile file) in same) there[place] = new VendoredFile(package, place, file.Size, WasFetched: true);
            foreach (((_, string place), StoredFile file) in same.Skip(1)) CopyTo(place, file.Path);
            Place(same.First().Missing.Place, path => MoveTo(path, same.Key));
        }

        return [.. files.Select(each => there[each.Place])];
    }

    /// <summary>Writes a small text below the folder.</summary>
    public void WriteText(string place, string text) => Replace(place, temporary => File.WriteAllText(temporary, text));

    private async Task<long?> HeldAsync(LockedPackage package, string place, FileStore? cache, CancellationToken cancellationToken)
    {
        string path = PathOf(place);
        if (File.Exists(path))
        {
            await using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 17, useAsync: true);
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)) == package.Sha256) return stream.Length;
        }

        if (cache is null || await cache.FindAsync(Download.Of(package), cancellationToken) is not { } file) return null;
        CopyTo(place, file.Path);
        return file.Size;
    }

    private PartsFolder Enter()
    {
        try
        {
            return PartsFolder.Enter(_parts.Root);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(root, failure);
        }
    }

    private static void MoveTo(string path, string source)
    {
        try
        {
            File.Move(source, path, overwrite: true);
        }
        catch (FileNotFoundException) when (File.Exists(path))
        {
            // Another run in the same folder was quicker; it holds the same bytes.
        }
    }

    private void CopyTo(string place, string source) => Replace(place, temporary => File.Copy(source, temporary));

    // Whoever reads the folder meanwhile, another run perhaps, sees the old file or the new one.
    private void Replace(string place, Action<string> write)
    {
        string temporary = Path.Combine(root, $".{Path.GetRandomFileName()}.tmp");
        Place(place, target =>
        {
            try
            {
                write(temporary);
                File.Move(temporary, target, overwrite: true);
            }
            finally
            {
                File.Delete(temporary);
            }
        });
    }

    private void Place(string place, Action<string> put)
    {
        string path = PathOf(place);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? root);
            put(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(path, failure);
        }
    }

    private static LttException NotWritten(string path, Exception failure) =>
        new(new Diagnostic(DiagnosticCode.WriteFailed, Severity.Error, $"cannot write `{path}`: {failure.Message.TrimEnd('.')}"), failure);

    private string PathOf(string place) => Path.Combine([root, .. place.Split('/')]);
}

/// <summary>A file of a lock in its place.</summary>
/// <param name="Package">What the lock says of it.</param>
/// <param name="Place">Relative to the folder, with forward slashes.</param>
/// <param name="Size">In bytes.</param>
/// <param name="WasFetched">False where it lay there already, or in the cache.</param>
internal sealed record VendoredFile(LockedPackage Package, string Place, long Size, bool WasFetched);
