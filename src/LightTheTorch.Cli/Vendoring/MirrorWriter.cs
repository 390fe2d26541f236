using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using LightTheTorch.Cli.Reading;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.IO.Simple;
using LightTheTorch.Locking;
using LightTheTorch.Text;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Vendoring;

/// <summary>Writes the pages and the METADATA of a mirror tree that has what some locks name, and nothing else.</summary>
internal sealed class MirrorWriter(VendorFolder folder, LockedFiles indexes)
{
    /// <returns>What a lock that is made from the mirror would miss.</returns>
    /// <exception cref="LttException">An index or METADATA cannot be read.</exception>
    public async Task<ImmutableArray<Diagnostic>> WriteAsync(ImmutableArray<BackendLock> locks, IReadOnlyDictionary<string, VendoredFile> files, CancellationToken cancellationToken)
    {
        ImmutableArray<Diagnostic>.Builder warnings = ImmutableArray.CreateBuilder<Diagnostic>();
        SortedDictionary<string, (Names.PackageName Project, Dictionary<string, DistributionFile> Files)> pages = new(StringComparer.Ordinal);
        foreach (BackendLock locked in locks)
        {
            foreach (LockedPackage package in locked.Packages.Where(package => files.ContainsKey(package.Url)))
            {
                DistributionFile listed = await ListedAsync(locked.Header, package, files[package.Url].Size, cancellationToken);
                if (Page(locked.Header, package) is not { } page)
                {
                    warnings.Add(new Diagnostic(DiagnosticCode.UnsupportedRequirement, Severity.Warning, $"`{package.Name}` comes from a place that a mirror has no page for; its file is there"));
                    continue;
                }

                if (!pages.TryGetValue(page, out (Names.PackageName Project, Dictionary<string, DistributionFile> Files) entry)) pages[page] = entry = (package.Name, new(StringComparer.Ordinal));
                entry.Files[package.Url] = listed;
            }
        }

        foreach ((string page, (Names.PackageName project, Dictionary<string, DistributionFile> listed)) in pages)
        {
            folder.WriteText($"{page}/index.json", JsonPageWriter.Write(project, [.. listed.Values.OrderBy(file => file.Url.AbsoluteUri, StringComparer.Ordinal)]));
        }

        return [.. warnings.DistinctBy(warning => warning.Message)];
    }

    private string? Page(LockHeader header, LockedPackage package) =>
        indexes.Route(header, package.Name) is IndexRoute.Simple simple && MirrorPath.TryGet(AddressText.Join(simple.Root, package.Name.Value), out string? path) ? path : null;

    // What the page of the mirror says is what a lock takes over, so it says nothing that the index itself did not.
    private async Task<DistributionFile> ListedAsync(LockHeader header, LockedPackage package, long size, CancellationToken cancellationToken)
    {
        DistributionFile listed = await indexes.FindAsync(header, package, cancellationToken);
        DistributionFile known = listed with { Sha256 = package.Sha256, Size = listed.Size ?? (listed.Sha256 is null ? size : null) };
        if (!listed.IsWheel || !MirrorPath.TryGet(listed.Url, out string? place)) return known with { HasMetadata = false, MetadataSha256 = null };
        string metadata = await indexes.Connection.Client.ReadMetadataAsync(listed, cancellationToken);
        folder.WriteText(place + ".metadata", metadata);
        return known with { HasMetadata = true, MetadataSha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(metadata))) };
    }
}
