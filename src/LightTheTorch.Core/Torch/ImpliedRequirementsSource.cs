using System.Collections.Immutable;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Versions;

namespace LightTheTorch.Torch;

/// <summary>A source whose METADATA also states what <see cref="ImpliedRequirements"/> finds, so that resolving takes it into account.</summary>
/// <param name="inner">Where listings and METADATA come from.</param>
/// <param name="implied">The rules.</param>
/// <param name="torches">Lists the torch versions of the backend; asked at most once for each METADATA of a nightly.</param>
public sealed class ImpliedRequirementsSource(
    IPackageSource inner, ImpliedRequirements implied, Func<CancellationToken, ValueTask<ImmutableArray<PyVersion>>> torches) : IPackageSource
{
    public string DisplayName => inner.DisplayName;

    public ValueTask<ProjectListing?> FindAsync(PackageName name, CancellationToken cancellationToken) => inner.FindAsync(name, cancellationToken);

    public async ValueTask<CoreMetadata> ReadMetadataAsync(DistributionFile file, CancellationToken cancellationToken)
    {
        CoreMetadata metadata = await inner.ReadMetadataAsync(file, cancellationToken);

        // The file's version, not METADATA's: old wheels leave the tag out there.
        ImmutableArray<PyVersion> known = NightlyBuilds.DayOf(file.Version) is null ? [] : await torches(cancellationToken);
        Requirement? more = implied.OnTorch(metadata.Name, file.Version, metadata.RequiresDist, known);
        return more is null ? metadata : metadata.Requiring(more);
    }
}
