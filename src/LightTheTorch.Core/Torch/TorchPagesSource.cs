using System.Collections.Concurrent;
using System.Collections.Immutable;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Versions;

namespace LightTheTorch.Torch;

/// <summary>
/// Pages of links of which there is one for each torch, as one source: a file of the page of a torch also requires that torch, so that
/// resolving chooses both together.
/// </summary>
/// <remarks>Two pages may have files of one name with other bytes. Then the file for the newest torch is the one that is offered.</remarks>
/// <param name="displayName">The address with its placeholders.</param>
/// <param name="pageOf">Opens the page of a torch; a page that does not exist lists nothing.</param>
/// <param name="torches">The torches that the target may get, by their public versions.</param>
/// <param name="others">Those that it may not get: their pages are read only when the pages of the first have nothing, so that the reason can be told.</param>
public sealed class TorchPagesSource(
    string displayName,
    Func<PyVersion, IPackageSource> pageOf,
    Func<CancellationToken, ValueTask<ImmutableArray<PyVersion>>> torches,
    Func<CancellationToken, ValueTask<ImmutableArray<PyVersion>>> others) : IPackageSource
{
    private readonly ConcurrentDictionary<Uri, (PyVersion Page, Requirement? Torch)> _files = new();

    public string DisplayName => displayName;

    /// <summary>Told of all torches when no page of any has the project: whether there is a page at all is not this source's to know.</summary>
    public Func<ImmutableArray<PyVersion>, CancellationToken, Task>? WhenNothing { get; init; }

    public async ValueTask<ProjectListing?> FindAsync(PackageName name, CancellationToken cancellationToken)
    {
        ImmutableArray<PyVersion> wanted = await torches(cancellationToken);
        if (await FindAsync(name, wanted, cancellationToken) is { } found) return found;
        ImmutableArray<PyVersion> unwanted = await others(cancellationToken);
        if (await FindAsync(name, unwanted, cancellationToken) is { } other) return other;
        if (WhenNothing is not null) await WhenNothing([.. wanted, .. unwanted], cancellationToken);
        return null;
    }

    public async ValueTask<CoreMetadata> ReadMetadataAsync(DistributionFile file, CancellationToken cancellationToken)
    {
        (PyVersion page, Requirement? torch) = _files[file.Url];
        CoreMetadata metadata = await pageOf(page).ReadMetadataAsync(file, cancellationToken);
        return torch is null ? metadata : metadata.Requiring(torch);
    }

    /// <summary>A specifier that of the known versions takes these alone.</summary>
    internal static string Only(ImmutableArray<PyVersion> some, ImmutableArray<PyVersion> known)
    {
        PyVersion low = some.Min() ?? throw new ArgumentException("no version at all", nameof(some)), high = some.Max()!; // there is one
        if (some.Length == 1) return $"=={low}";
        IEnumerable<PyVersion> gaps = known.Where(version => version > low && version < high && !some.Contains(version)).Order();
        return string.Concat($">={low},<={high}", string.Concat(gaps.Select(version => $",!={version}")));
    }

    private async ValueTask<ProjectListing?> FindAsync(PackageName name, ImmutableArray<PyVersion> among, CancellationToken cancellationToken)
    {
        ImmutableArray<PyVersion> known = [.. among.Select(torch => torch.Public).Distinct().OrderDescending()];
        ProjectListing?[] pages = await Task.WhenAll(known.Select(torch => pageOf(torch).FindAsync(name, cancellationToken).AsTask()));
        var files = known.Zip(pages).SelectMany(page => page.Second is { } listing ? listing.Files.Select(file => (File: file, Torch: page.First)) : []);
        ImmutableArray<DistributionFile>.Builder offered = ImmutableArray.CreateBuilder<DistributionFile>();
        foreach (var sameName in files.GroupBy(entry => entry.File.FileName))
        {
            DistributionFile file = sameName.First().File;
            ImmutableArray<PyVersion> fitting = [.. sameName.Where(entry => IsSame(entry.File, file)).Select(entry => entry.Torch)];
            _files[file.Url] = (fitting[0], Implied(file, fitting, known));
            offered.Add(file);
        }

        return offered.Count == 0 ? null : new ProjectListing(name, offered.ToImmutable());
    }

    // A tag such as +pt28cu126 says it better: it also fits a patch release that has no page yet.
    private static Requirement? Implied(DistributionFile file, ImmutableArray<PyVersion> fitting, ImmutableArray<PyVersion> known) =>
        fitting.Length == known.Length || BuildIdentityReader.TorchInLocal(file.Version) is not null ? null : Requirement.Parse($"torch{Only(fitting, known)}");

    private static bool IsSame(DistributionFile left, DistributionFile right) =>
        left.Url.Equals(right.Url) || (left.Sha256 is { } hash && hash == right.Sha256);
}
