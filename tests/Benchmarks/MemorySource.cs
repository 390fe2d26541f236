using System.Collections.Concurrent;
using LightTheTorch.Index;
using LightTheTorch.Names;

namespace LightTheTorch.Benchmarks;

/// <summary>Remembers every answer of a source, failures too, so that from the second question on nothing is read or parsed.</summary>
internal sealed class MemorySource(IPackageSource inner) : IPackageSource
{
    private readonly ConcurrentDictionary<PackageName, Task<ProjectListing?>> _listings = new();
    private readonly ConcurrentDictionary<Uri, Task<CoreMetadata>> _metadata = new();

    public string DisplayName => inner.DisplayName;

    public ValueTask<ProjectListing?> FindAsync(PackageName name, CancellationToken cancellationToken) =>
        new(_listings.GetOrAdd(name, static (asked, source) => source.FindAsync(asked, CancellationToken.None).AsTask(), inner));

    public ValueTask<CoreMetadata> ReadMetadataAsync(DistributionFile file, CancellationToken cancellationToken) =>
        new(_metadata.GetOrAdd(file.Url, static (_, asked) => asked.inner.ReadMetadataAsync(asked.file, CancellationToken.None).AsTask(), (inner, file)));
}
