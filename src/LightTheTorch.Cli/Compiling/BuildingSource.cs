using System.Collections.Immutable;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Targets;

namespace LightTheTorch.Cli.Compiling;

/// <summary>A source that answers for an sdist with dynamic dependencies by building it, where the user allowed that (<c>--allow-build</c>).</summary>
internal sealed class BuildingSource(IPackageSource source, PythonVersion python, ImmutableHashSet<PackageName> allowed, SdistBuilds builds) : IPackageSource
{
    public string DisplayName => source.DisplayName;

    public ValueTask<ProjectListing?> FindAsync(PackageName name, CancellationToken cancellationToken) => source.FindAsync(name, cancellationToken);

    public async ValueTask<CoreMetadata> ReadMetadataAsync(DistributionFile file, CancellationToken cancellationToken)
    {
        CoreMetadata metadata = await source.ReadMetadataAsync(file, cancellationToken);
        bool known = file.IsWheel || metadata.HasStaticDependencies || !allowed.Contains(file.Kind.Project);
        return known ? metadata : await builds.ReadAsync(file, python, cancellationToken);
    }
}
