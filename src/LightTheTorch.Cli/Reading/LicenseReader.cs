using System.Collections.Concurrent;
using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.IO.Http;
using LightTheTorch.Locking;
using LightTheTorch.Reporting;

namespace LightTheTorch.Cli.Reading;

/// <summary>The licences of a lock's components, from their METADATA.</summary>
internal sealed class LicenseReader(LockedFiles files, ITransferDisplay display)
{
    /// <returns>By purl; without those whose METADATA is out of reach, each of which has a warning.</returns>
    /// <exception cref="LttException">An index is down: a list with holes in it would say less than it seems to.</exception>
    public async Task<(ImmutableDictionary<string, ImmutableArray<DeclaredLicense>> Licenses, ImmutableArray<Diagnostic> Warnings)> ReadAsync(
        IReadOnlyCollection<(LockHeader Lock, LockComponent Component)> components, CancellationToken cancellationToken)
    {
        ConcurrentDictionary<string, ImmutableArray<DeclaredLicense>> licenses = new(StringComparer.Ordinal);
        ConcurrentBag<(string Component, string Why)> missing = [];
        using ITransfer progress = display.Start("reading METADATA", components.Count, TransferUnit.Items);
        await Parallel.ForEachAsync(components.DistinctBy(each => each.Component.PackageUrl), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (each, cancel) =>
        {
            try
            {
                CoreMetadata metadata = await files.MetadataAsync(each.Lock, each.Component.Files[0], cancel);
                licenses[each.Component.PackageUrl] = DeclaredLicense.Of(metadata);
            }
            catch (LttException failure) when (failure.Diagnostics[0].Code is DiagnosticCode.Offline or DiagnosticCode.FileUnavailable or DiagnosticCode.InvalidMetadata)
            {
                missing.Add(($"{each.Component.Name} {each.Component.Version}", failure.Diagnostics[0].Message));
            }

            progress.Report(1);
        });
        progress.Finish();
        return (licenses.ToImmutableDictionary(StringComparer.Ordinal), Warnings(missing));
    }

    private static ImmutableArray<Diagnostic> Warnings(IEnumerable<(string Component, string Why)> missing)
    {
        (string Component, string Why)[] sorted = [.. missing.OrderBy(each => each.Component, StringComparer.Ordinal)];
        if (sorted.Length == 0) return [];
        string names = string.Join(", ", sorted.Take(8).Select(each => each.Component)) + (sorted.Length > 8 ? $" and {sorted.Length - 8} more" : "");
        return [new Diagnostic(DiagnosticCode.InvalidMetadata, Severity.Warning, $"without METADATA, and so without a licence: {names} ({sorted[0].Why})")];
    }
}
