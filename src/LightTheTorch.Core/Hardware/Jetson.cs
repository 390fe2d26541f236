using System.Text.RegularExpressions;
using LightTheTorch.Torch;

namespace LightTheTorch.Hardware;

/// <summary>An NVIDIA Jetson module, whose GPU is no PCI card and whose driver is part of its board support (L4T).</summary>
/// <param name="Model">As the device tree names it, or the chip.</param>
/// <param name="Capability">The GPU's compute capability; <see langword="null"/> for a chip that is not known.</param>
/// <param name="L4t">The release of the board support, <c>36.4.3</c>.</param>
public sealed partial record Jetson(string Model, GpuArchitecture.Sass? Capability, string? L4t)
{
    private static readonly (string Chip, string Model, int Major, int Minor)[] s_chips =
    [
        ("tegra264", "Jetson Thor", 11, 0),
        ("tegra234", "Jetson Orin", 8, 7),
        ("tegra194", "Jetson Xavier", 7, 2),
        ("tegra186", "Jetson TX2", 6, 2),
        ("tegra210", "Jetson Nano", 5, 3),
    ];

    /// <summary>From Thor on the driver is the server one (SBSA), for which ordinary aarch64 wheels are built.</summary>
    public bool TakesServerWheels => Capability is { Major: >= 11 };

    /// <param name="osRelease">The kernel's release, as <c>uname -r</c> prints it.</param>
    /// <param name="tegraRelease">The text of <c>/etc/nv_tegra_release</c>, if there is one.</param>
    /// <param name="model">The text of <c>/proc/device-tree/model</c>, if there is one.</param>
    /// <param name="compatible">The text of <c>/proc/device-tree/compatible</c>, if there is one.</param>
    /// <returns><see langword="null"/> when this is no Jetson.</returns>
    public static Jetson? From(string? osRelease, string? tegraRelease, string? model, string? compatible)
    {
        bool isTegra = tegraRelease is not null || (osRelease ?? "").TrimEnd().EndsWith("-tegra", StringComparison.Ordinal);
        if (!isTegra) return null;
        (string Chip, string Model, int Major, int Minor)? chip =
            s_chips.Where(row => (compatible ?? "").Contains(row.Chip, StringComparison.Ordinal)).Select(row => ((string, string, int, int)?)row).FirstOrDefault();
        Match release = Release().Match(tegraRelease ?? "");
        return new Jetson(
            model?.Trim('\0', '\n', ' ') is { Length: > 0 } name ? name : chip?.Model ?? "Jetson",
            chip is { } known ? new GpuArchitecture.Sass(known.Major, known.Minor) : null,
            release.Success ? $"{release.Groups[1].Value}.{release.Groups[2].Value}" : null);
    }

    // # R36 (release), REVISION: 4.3, GCID: ...
    [GeneratedRegex(@"\A#\s*R([0-9]+)\s+\(release\),\s*REVISION:\s*([0-9.]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Release();
}
