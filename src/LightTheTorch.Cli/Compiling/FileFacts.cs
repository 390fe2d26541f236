using System.Collections.Concurrent;
using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.IO.Http;

namespace LightTheTorch.Cli.Compiling;

/// <summary>What an index leaves out of the files that are pinned: the hash of their bytes, and how large they are.</summary>
/// <param name="connection">Each file is read once, however many targets take it.</param>
/// <param name="display">Shows what is being read.</param>
internal sealed class FileFacts(IndexConnection connection, ITransferDisplay display)
{
    // The files without a hash are PyTorch's, and large: more of them at a time would only share the line.
    private const int Streams = 4;

    private const int Questions = IndexClientOptions.DefaultParallelism;

    /// <summary>Reads files whole for their hashes.</summary>
    /// <param name="files">Each once.</param>
    /// <param name="again">Also those whose hash is remembered.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public Task<ImmutableDictionary<Uri, HashedFile>> HashAsync(IEnumerable<DistributionFile> files, bool again, CancellationToken cancellationToken) =>
        EachAsync(files, Streams, (file, cancel) => HashAsync(file, again, cancel), cancellationToken);

    /// <summary>The sizes that servers tell; a file is missing where its server does not, for that is worth no error.</summary>
    public async Task<ImmutableDictionary<Uri, long>> SizesAsync(IEnumerable<DistributionFile> files, CancellationToken cancellationToken)
    {
        ConcurrentDictionary<string, bool> deaf = new(StringComparer.Ordinal);
        ImmutableDictionary<Uri, long?> sizes = await EachAsync(files, Questions, (file, cancel) => SizeAsync(file, deaf, cancel), cancellationToken);
        return sizes.Where(pair => pair.Value is not null).ToImmutableDictionary(pair => pair.Key, pair => pair.Value ?? 0);
    }

    /// <summary>Holds what the index says against the bytes.</summary>
    /// <returns>What the bytes say, of every file.</returns>
    /// <exception cref="LttException">The index lies, or a file cannot be read.</exception>
    public async Task<ImmutableDictionary<Uri, HashedFile>> VerifyAsync(ImmutableArray<DistributionFile> files, CancellationToken cancellationToken)
    {
        ImmutableDictionary<Uri, HashedFile> read = await HashAsync(files, again: true, cancellationToken);
        ImmutableArray<Diagnostic> lies =
        [
            .. from file in files
               where file.Sha256 is { } said && said != read[file.Url].Sha256
               select new Diagnostic(DiagnosticCode.HashMismatch, Severity.Error, $"`{file.Url.AbsoluteUri}` has another sha256 than its index says: expected {file.Sha256}, got {read[file.Url].Sha256}"),
        ];
        return lies.IsEmpty ? read : throw new LttException(lies, ExitCode.Failed);
    }

    private async Task<HashedFile> HashAsync(DistributionFile file, bool again, CancellationToken cancellationToken)
    {
        using LateTransfer transfer = new(display, file.FileName, file.Size);
        HashedFile hashed = await connection.HashAsync(file, again, transfer, cancellationToken);
        transfer.Finish();
        return hashed;
    }

    private async Task<long?> SizeAsync(DistributionFile file, ConcurrentDictionary<string, bool> deaf, CancellationToken cancellationToken)
    {
        if (deaf.ContainsKey(file.Url.Host)) return null;
        try
        {
            return await connection.SizeAsync(file.Url, cancellationToken);
        }
        catch (LttException)
        {
            deaf[file.Url.Host] = true; // it would be asked in vain for every file, with a pause after each
            return null;
        }
    }

    private static async Task<ImmutableDictionary<Uri, T>> EachAsync<T>(
        IEnumerable<DistributionFile> files, int parallelism, Func<DistributionFile, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        ConcurrentDictionary<Uri, T> results = new();
        ParallelOptions bound = new() { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(files.DistinctBy(file => file.Url), bound, async (file, cancel) => results[file.Url] = await read(file, cancel));
        return results.ToImmutableDictionary();
    }

    /// <summary>Appears when the first bytes come: what is remembered is never shown.</summary>
    private sealed class LateTransfer(ITransferDisplay display, string name, long? size) : IFileProgress, IDisposable
    {
        private ITransfer? _transfer;
        private long? _size = size;

        public void Expect(long size) => _size ??= size;

        public void Report(long value)
        {
            _transfer ??= display.Start(name, _size);
            _transfer.Report(value);
        }

        public void Finish() => _transfer?.Finish();

        public void Dispose() => _transfer?.Dispose();
    }
}
