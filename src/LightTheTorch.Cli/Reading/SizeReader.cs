using System.Collections.Concurrent;
using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.IO.Http;
using LightTheTorch.Locking;

namespace LightTheTorch.Cli.Reading;

/// <summary>The sizes of locked files, where the lock itself does not say: from the index's page, else from the file's server.</summary>
internal sealed class SizeReader(LockedFiles files, ITransferDisplay display)
{
    /// <returns>Bytes by address; what nobody tells is not there, and one warning says how much that is.</returns>
    public async Task<(ImmutableDictionary<string, long> Sizes, ImmutableArray<Diagnostic> Warnings)> ReadAsync(ImmutableArray<BackendLock> locks, CancellationToken cancellationToken)
    {
        ImmutableArray<(LockHeader Header, LockedPackage Package)> open =
            [.. locks.SelectMany(locked => locked.Packages.Select(package => (locked.Header, package))).Where(each => each.package.Size is null).DistinctBy(each => each.package.Url)];
        ConcurrentDictionary<string, long> sizes = new(StringComparer.Ordinal);
        ConcurrentBag<Diagnostic> failures = [];
        using ITransfer progress = display.Start("reading sizes", open.Length, TransferUnit.Items);
        await Parallel.ForEachAsync(open, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (each, cancel) =>
        {
            try
            {
                DistributionFile file = await files.FindAsync(each.Header, each.Package, cancel);
                if ((file.Size ?? await files.Connection.Client.SizeAsync(file.Url, cancel)) is { } size) sizes[each.Package.Url] = size;
            }
            catch (LttException failure)
            {
                failures.Add(failure.Diagnostics[0]);
            }

            progress.Report(1);
        });
        progress.Finish();
        string? why = failures.Select(failure => failure.Message).Order(StringComparer.Ordinal).FirstOrDefault();
        return (sizes.ToImmutableDictionary(StringComparer.Ordinal), why is null ? [] : [new Diagnostic(DiagnosticCode.FileUnavailable, Severity.Warning, $"{(failures.Count == 1 ? "the size of 1 file is" : $"the sizes of {failures.Count} files are")} unknown: {why}")]);
    }
}
