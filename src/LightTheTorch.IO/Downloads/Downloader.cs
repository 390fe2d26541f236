using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Http;
using LightTheTorch.Locking;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Downloads;

/// <summary>
/// Brings pinned files into the store: many at once, each gone on with where it broke off, in this run or an earlier one, and none used before
/// its hash is right. Mirror, patience and <c>--offline</c> are those of the client.
/// </summary>
public sealed class Downloader(IndexClient client, FileStore store, TimeProvider time)
{
    /// <summary>The first that fits an address says where it is fetched from.</summary>
    public ImmutableArray<UrlRewrite> Rewrites { get; init; } = [];

    /// <summary>Files under way at once.</summary>
    public int Parallelism { get; init; } = 16;

    /// <summary>Returns all files, in the order asked for, or fails; what came until then stays in the store.</summary>
    /// <param name="downloads">One that is there several times is fetched once.</param>
    /// <param name="display">Shown each file that has to be fetched.</param>
    /// <param name="cancellationToken">Ends it at once; the parts that came are kept.</param>
    /// <exception cref="LttException">
    /// The first failure: <see cref="DiagnosticCode.HashMismatch"/>, <see cref="DiagnosticCode.FileUnavailable"/>, <see cref="DiagnosticCode.IndexUnreachable"/>,
    /// <see cref="DiagnosticCode.Offline"/> or <see cref="DiagnosticCode.WriteFailed"/>.
    /// </exception>
    public async Task<ImmutableArray<StoredFile>> FetchAsync(ImmutableArray<Download> downloads, ITransferDisplay display, CancellationToken cancellationToken)
    {
        Dictionary<string, int> places = [];
        foreach (Download download in downloads) places.TryAdd(store.PathOf(download), places.Count);
        StoredFile[] files = new StoredFile[places.Count];
        await Parallel.ForEachAsync(
            downloads.DistinctBy(store.PathOf).Index(),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (each, cancel) => files[each.Index] = await FetchAsync(each.Item, display, cancel));
        return [.. downloads.Select(download => files[places[store.PathOf(download)]])];
    }

    private async Task<StoredFile> FetchAsync(Download download, ITransferDisplay display, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await store.FindAsync(download, cancellationToken) is { } there) return there;
            string path = store.PathOf(download);
            await using PartialFile? partial = await PartialFile.OpenAsync(store.PartialOf(download), store.OwnPartialOf(download), time, () => File.Exists(path), cancellationToken);
            // Without one, another run has just put the file into its place: look again.
            if (partial is null) continue;
            using ITransfer transfer = display.Start(download.FileName, download.Size);
            long size = await CompleteAsync(download, partial, transfer, cancellationToken);
            if (!await partial.TryPlaceAsync(path)) continue;
            transfer.Finish();
            return new StoredFile(download, path, size, WasThere: false);
        }
    }

    private async Task<long> CompleteAsync(Download download, PartialFile partial, ITransfer transfer, CancellationToken cancellationToken)
    {
        Uri address = AddressText.Parse(UrlRewrite.Apply(Rewrites, download.Url.AbsoluteUri));
        long done = await partial.ReadAsync(cancellationToken);
        transfer.Report(done);
        if (done > 0 && partial.Sha256 == download.Sha256) return done;
        HashedFile hashed = await client.ResumeAsync(address, partial.Stream, partial.Hash, done, transfer, cancellationToken);
        if (hashed.Sha256 != download.Sha256 && done > 0)
        {
            // What an earlier run left may have been the beginning of something else.
            partial.Clear();
            transfer.Report(-hashed.Size);
            hashed = await client.ResumeAsync(address, partial.Stream, partial.Hash, 0, transfer, cancellationToken);
        }

        if (hashed.Sha256 == download.Sha256) return hashed.Size;
        await partial.DiscardAsync();
        throw OtherHash(download, address, hashed.Sha256);
    }

    private static LttException OtherHash(Download download, Uri address, string actual) => new(
        new Diagnostic(DiagnosticCode.HashMismatch, Severity.Error, $"`{Addresses.Show(address)}` has another sha256 than the lock: expected {download.Sha256}, got {actual}")
        {
            Hints = ["the file on the server was changed, or something between it and this machine changes files"],
        });
}
