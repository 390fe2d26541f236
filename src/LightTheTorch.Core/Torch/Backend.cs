using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Versions;
using NuGet.Versioning;

namespace LightTheTorch.Torch;

/// <summary>One line of PyTorch's builds, as the catalogue describes it.</summary>
public sealed record Backend
{
    public required BackendName Name { get; init; }

    public required Accelerator Accelerator { get; init; }

    /// <summary>The version of CUDA or ROCm that the name spells; <see langword="null"/> for <c>cpu</c> and <c>xpu</c>.</summary>
    public NuGetVersion? Toolkit { get; init; }

    /// <summary>The index that has it, by its name in the catalogue.</summary>
    public required string Index { get; init; }

    /// <summary>Where on that index, with a slash at the end; empty when the index has this backend alone.</summary>
    public required string Directory { get; init; }

    /// <summary>The torch versions built for it, over all platforms.</summary>
    public required VendorRange Torch { get; init; }

    /// <summary>New versions of torch still appear for it.</summary>
    public bool IsLive { get; init; }

    public required ImmutableArray<PlatformBuilds> Platforms { get; init; }

    /// <summary>What a build needs to start; NVIDIA's floor of the CUDA major. <see langword="null"/>: no statement.</summary>
    public DriverFloor? Driver { get; init; }

    /// <summary>What PTX needs, which does not share in the compatibility between minor versions of CUDA.</summary>
    public DriverFloor? ToolkitDriver { get; init; }

    public ImmutableArray<GpuCoverage> Gpus { get; init; } = [];

    /// <summary>Names that come from this backend's index besides those of <see cref="BackendCatalogue.Packages"/>.</summary>
    public ImmutableArray<PackagePattern> Packages { get; init; } = [];

    public NuGetVersion? FirstTorch => Torch.Lowest;

    /// <summary>The last torch, when the line has ended at a known version.</summary>
    public NuGetVersion? LastTorch => Torch.IncludesHighest ? Torch.Highest : null;

    /// <summary>Whether a name comes from this backend's index though no other backend routes it.</summary>
    public bool Has(PackageName name) => Packages.Any(pattern => pattern.Matches(name));

    /// <summary>The torch versions for a platform, or <see langword="null"/> when the backend does not exist there.</summary>
    public PlatformBuilds? On(string platform) => Platforms.FirstOrDefault(p => p.Platform == platform);

    /// <summary>The GPU code in a torch of this backend; empty when the catalogue does not know that version.</summary>
    public ImmutableArray<GpuArchitecture> GpusOf(PyVersion torch, string platform) =>
        Gpus.FirstOrDefault(row => row.AppliesTo(torch, platform))?.Architectures ?? [];

    public override string ToString() => Name.Value;
}
