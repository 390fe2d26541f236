using System.Globalization;
using LightTheTorch.Index;
using LightTheTorch.Names;

namespace LightTheTorch.Benchmarks;

/// <summary>An index that exists only in memory: one pure wheel for each version.</summary>
internal sealed class MadeSource : IPackageSource
{
    private readonly Dictionary<PackageName, List<DistributionFile>> _files = [];
    private readonly Dictionary<Uri, CoreMetadata> _metadata = [];

    public string DisplayName => "https://index.test/simple";

    /// <param name="name">The project.</param>
    /// <param name="first">Its lowest version; a version is one number.</param>
    /// <param name="last">Its highest version.</param>
    /// <param name="need">The one requirement of a version, or null for none.</param>
    public MadeSource Add(string name, int first, int last, Func<int, string?>? need = null)
    {
        PackageName project = PackageName.Parse(name);
        if (!_files.TryGetValue(project, out List<DistributionFile>? files)) _files.Add(project, files = []);
        for (int number = first; number <= last; number++)
        {
            string version = number.ToString(CultureInfo.InvariantCulture);
            string file = $"{name}-{version}-py3-none-any.whl";
            Uri url = new($"https://files.test/{file}");
            DistributionKind kind = DistributionKind.Of(file, project) ?? throw new FormatException($"no name of a file: `{file}`");
            files.Add(new DistributionFile { Kind = kind, Url = url, HasMetadata = true });
            string needs = need?.Invoke(number) is { } text ? $"Requires-Dist: {text}\n" : "";
            _metadata.Add(url, CoreMetadata.Parse($"Metadata-Version: 2.3\nName: {name}\nVersion: {version}\n{needs}"));
        }

        return this;
    }

    public ValueTask<ProjectListing?> FindAsync(PackageName name, CancellationToken cancellationToken) =>
        new(_files.TryGetValue(name, out List<DistributionFile>? files) ? new ProjectListing(name, [.. files]) : null);

    public ValueTask<CoreMetadata> ReadMetadataAsync(DistributionFile file, CancellationToken cancellationToken) => new(_metadata[file.Url]);
}
