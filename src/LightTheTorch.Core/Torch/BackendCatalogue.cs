using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Targets;
using LightTheTorch.Versions;

namespace LightTheTorch.Torch;

/// <summary>All that is known of PyTorch's builds, as data: the embedded <c>backends.yaml</c> with the user's additions over it.</summary>
public sealed record BackendCatalogue
{
    /// <summary>A catalogue that knows nothing; the ground that a first file is read onto.</summary>
    public static BackendCatalogue Empty { get; } = new();

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<Backend> All { get; init; } = [];

    /// <summary>The root of each index by its name; <c>pypi</c> and <c>pytorch</c> are always there in a catalogue that was read.</summary>
    public ImmutableDictionary<string, Uri> Indexes { get; init; } = ImmutableDictionary<string, Uri>.Empty.WithComparers(StringComparer.Ordinal);

    public HostAliases Hosts { get; init; } = HostAliases.None;

    public ImmutableArray<Channel> Channels { get; init; } = [];

    /// <summary>The names that come from the backend's index and from nowhere else.</summary>
    public ImmutableArray<PackageName> Packages { get; init; } = [];

    /// <summary>The releases of torch that the tables speak of, newest first.</summary>
    public ImmutableArray<PyVersion> TorchVersions { get; init; } = [];

    /// <summary>The first row that applies counts.</summary>
    public ImmutableArray<TorchRelease> Releases { get; init; } = [];

    /// <summary>The CUDA major of PyPI's torch on Linux x86_64, by its version; the first row that applies counts.</summary>
    public ImmutableArray<(VendorRange Torch, int CudaMajor)> PypiTorch { get; init; } = [];

    public ImmutableArray<CompanionRule> Companions { get; init; } = [];

    public ImmutableArray<CudaBuildRule> CudaBuilds { get; init; } = [];

    public ImmutableArray<GpuDenial> Denied { get; init; } = [];

    public ImmutableArray<IntelDevices> Intel { get; init; } = [];

    /// <summary>The backends that still get new versions of torch.</summary>
    public IEnumerable<Backend> Live => All.Where(backend => backend.IsLive);

    public Backend? Find(BackendName name) => All.FirstOrDefault(backend => backend.Name.Equals(name));

    public Channel? FindChannel(string name) => Channels.FirstOrDefault(channel => channel.Name == name);

    /// <summary>The Pythons that a torch has wheels for, oldest first; empty when the catalogue does not know that torch.</summary>
    /// <param name="torch">The version.</param>
    /// <param name="platform">A platform's name without a suffix.</param>
    public ImmutableArray<PythonVersion> PythonsOf(PyVersion torch, string platform) =>
        Releases.FirstOrDefault(row => row.AppliesTo(torch, platform))?.Pythons ?? [];

    /// <summary>The torch versions of a backend that the tables speak of, newest first; of a line that is too new for them, its first.</summary>
    public ImmutableArray<PyVersion> TorchVersionsOf(Backend backend)
    {
        ImmutableArray<PyVersion> known = [.. TorchVersions.Where(backend.Torch.Contains)];
        return known.IsEmpty && backend.FirstTorch is { } first ? [PyVersion.Parse(VendorRange.Written(first))] : known;
    }

    /// <summary>Up to three backends that a mistyped name may have meant, the likeliest first; none when nothing is near.</summary>
    public ImmutableArray<Backend> Nearest(string text) => [.. NearestBackend.Of(text, All).Take(3)];
}
