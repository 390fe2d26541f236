using System.Collections.Immutable;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Versions;

namespace LightTheTorch.Resolution.Facts;

/// <summary>
/// The user's own <c>--hash</c> options choose among the files of a project, as with pip: if any has an allowed hash, the others do not count. If
/// none has, all stay, so that whoever reads the bytes can say what is wrong.
/// </summary>
internal sealed class AllowedFiles(ResolutionRequest request)
{
    private readonly ILookup<PackageName, ImmutableArray<string>> _hashes = request.Requirements.Concat(request.Constraints)
        .Where(input => !input.Hashes.IsEmpty && (input.Requirement.Marker is not { } marker || marker.Evaluate(request.Target.Environment)))
        .ToLookup(static input => input.Requirement.Name, static input => input.Hashes);

    /// <summary>Whether the user gives hashes of this project.</summary>
    public bool Bind(PackageName name) => _hashes.Contains(name);

    /// <summary>What is left of a page. Files whose hash it does not tell stay beside an allowed one of their version.</summary>
    public ProjectListing Of(ProjectListing listing)
    {
        if (!_hashes.Contains(listing.Name)) return listing;
        HashSet<PyVersion> versions = [.. listing.Files.Where(IsAllowed).Select(static file => file.Version)];
        return versions.Count == 0 ? listing : listing with { Files = [.. listing.Files.Where(file => IsAllowed(file) || (file.Sha256 is null && versions.Contains(file.Version)))] };

        bool IsAllowed(DistributionFile file) => file.Sha256 is { } hash && _hashes[listing.Name].All(allowed => allowed.Contains($"sha256:{hash}", StringComparer.OrdinalIgnoreCase));
    }
}
