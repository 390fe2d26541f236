using System.Collections.Immutable;
using System.Globalization;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Targets;
using LightTheTorch.Versions;
using LightTheTorch.Wheels;

namespace LightTheTorch.Torch;

/// <summary>A backend that the catalogue does not have, as far as its name and the index tell: a new CUDA must not wait for a new release of this program.</summary>
public static class UnlistedBackend
{
    /// <summary>What the name says; <see langword="null"/> when it is no name that PyTorch would give a backend.</summary>
    public static Backend? Of(BackendName name, BackendCatalogue catalogue)
    {
        if (BackendParser.KindOf(name) is not { Toolkit: { } toolkit } kind) return null;
        Backend? relative = catalogue.All
            .Where(backend => backend.Accelerator == kind.Accelerator && backend.Toolkit?.Major == toolkit.Major && backend.Index == "pytorch")
            .MaxBy(backend => backend.Toolkit);
        return new Backend
        {
            Name = name,
            Accelerator = kind.Accelerator,
            Toolkit = toolkit,
            Index = "pytorch",
            Directory = $"{name}/",
            Torch = VendorRange.Any,
            Platforms = [],
            Driver = relative?.Driver, // NVIDIA's floor is that of the major version
        };
    }

    /// <summary>The same with the platforms that the index has wheels for; <see langword="null"/> when it has none.</summary>
    /// <param name="backend">From <see cref="Of"/>.</param>
    /// <param name="torch">The index's page of torch.</param>
    public static Backend? WithBuilds(Backend backend, ProjectListing torch)
    {
        ImmutableArray<(string Platform, PyVersion Version)> wheels =
        [
            .. from file in torch.Files
               let wheel = file.Kind as DistributionKind.Wheel
               where wheel is not null
               from platform in wheel.Name.Tags.Select(PlatformOf).OfType<string>().Distinct()
               select (platform, wheel.Name.Version.Public),
        ];
        if (wheels.IsEmpty) return null;
        return backend with
        {
            Torch = From(wheels.Min(wheel => wheel.Version)!), // there is one
            Platforms = [.. wheels.GroupBy(wheel => wheel.Platform, wheel => wheel.Version).Select(group => new PlatformBuilds(group.Key, From(group.Min()!)))],
        };
    }

    private static VendorRange From(PyVersion lowest) => VendorRange.Parse(string.Create(CultureInfo.InvariantCulture, $"[{VendorRange.ReleaseOf(lowest).ToNormalizedString()},)"));

    private static string? PlatformOf(WheelTag tag) => Platform.All
        .Where(platform => !platform.IsMusl)
        .FirstOrDefault(platform => tag.Platform.EndsWith("_" + platform.Arch, StringComparison.Ordinal) && tag.Platform.Contains(Word(platform.Os), StringComparison.Ordinal))
        ?.BaseName;

    private static string Word(TargetOs os) => os switch
    {
        TargetOs.Windows => "win_",
        TargetOs.MacOS => "macosx",
        _ => "linux",
    };
}
