using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace LightTheTorch.Targets;

/// <summary>
/// A platform to lock for, by the name that users write: <c>linux_x86_64</c>, <c>linux_x86_64:2.17</c>, <c>musllinux_aarch64</c>,
/// <c>win_amd64</c>, <c>macos_arm64:13.0</c>. What follows the colon is the oldest glibc, musl or macOS that the lock must run on.
/// </summary>
public sealed class Platform : IEquatable<Platform>, IComparable<Platform>
{
    private Platform(TargetOs os, string arch, PlatformFloor? floor, bool isMusl = false)
    {
        Os = os;
        Arch = arch;
        Floor = floor;
        IsMusl = isMusl;
    }

    /// <summary>Every platform, with its default floor: glibc 2.28, musl 1.2, macOS 14.0.</summary>
    public static ImmutableArray<Platform> All { get; } =
    [
        new(TargetOs.Linux, "x86_64", new PlatformFloor(2, 28)),
        new(TargetOs.Linux, "aarch64", new PlatformFloor(2, 28)),
        new(TargetOs.Linux, "x86_64", new PlatformFloor(1, 2), isMusl: true),
        new(TargetOs.Linux, "aarch64", new PlatformFloor(1, 2), isMusl: true),
        new(TargetOs.Windows, "amd64", floor: null),
        new(TargetOs.Windows, "arm64", floor: null),
        new(TargetOs.MacOS, "arm64", new PlatformFloor(14, 0)),
        new(TargetOs.MacOS, "x86_64", new PlatformFloor(14, 0)),
    ];

    public TargetOs Os { get; }

    /// <summary>The processor as the platform's wheel tags spell it: <c>x86_64</c>, <c>aarch64</c>, <c>amd64</c>, <c>arm64</c>.</summary>
    public string Arch { get; }

    /// <summary>The oldest glibc, musl or macOS; Windows has none.</summary>
    public PlatformFloor? Floor { get; }

    public bool IsMusl { get; }

    /// <summary>The name without a floor, <c>linux_x86_64</c>: what a backend's catalogue entry lists.</summary>
    public string BaseName => (Os, IsMusl) switch
    {
        (TargetOs.Linux, true) => "musllinux_" + Arch,
        (TargetOs.Linux, false) => "linux_" + Arch,
        (TargetOs.Windows, _) => "win_" + Arch,
        _ => "macos_" + Arch,
    };

    /// <summary>The name as users write it; the floor is left out where it is the default.</summary>
    public string Name => HasDefaultFloor ? BaseName : $"{BaseName}:{Floor}";

    private bool HasDefaultFloor => All.First(platform => platform.BaseName == BaseName).Floor == Floor;

    /// <exception cref="FormatException">The text names no platform.</exception>
    public static Platform Parse(string text) =>
        TryParse(text, out Platform? platform)
            ? platform
            : throw new FormatException($"unknown platform `{text}`, expected one of {string.Join(", ", All.Select(known => $"`{known}`"))}");

    public static bool TryParse(string text, [NotNullWhen(true)] out Platform? platform)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? text : text[..colon];
        platform = All.FirstOrDefault(known => known.BaseName == name);
        if (platform is null || colon < 0) return platform is not null;
        platform = PlatformFloor.TryParse(text.AsSpan(colon + 1), out PlatformFloor floor) && platform.Accepts(floor)
            ? new Platform(platform.Os, platform.Arch, floor, platform.IsMusl)
            : null;
        return platform is not null;
    }

    public int CompareTo(Platform? other)
    {
        int order = string.CompareOrdinal(BaseName, other?.BaseName);
        return order != 0 ? order : Nullable.Compare(Floor, other?.Floor);
    }

    public bool Equals(Platform? other) => other is not null && CompareTo(other) == 0;

    public override bool Equals(object? obj) => Equals(obj as Platform);

    public override int GetHashCode() => HashCode.Combine(Os, Arch, Floor, IsMusl);

    public override string ToString() => Name;

    // manylinux1 is glibc 2.5 and exists for x86_64 alone (PEP 513); other processors begin with 2.17 (PEP 599). Apple's processor begins with macOS 11.
    private bool Accepts(PlatformFloor floor) => (Os, IsMusl, Arch) switch
    {
        (TargetOs.Linux, true, _) => floor.Major == 1,
        (TargetOs.Linux, false, "x86_64") => floor.Major == 2 && floor.Minor >= 5,
        (TargetOs.Linux, false, _) => floor.Major == 2 && floor.Minor >= 17,
        (TargetOs.MacOS, _, "arm64") => floor.Major >= 11,
        (TargetOs.MacOS, _, _) => floor.Major >= 11 || floor is { Major: 10, Minor: >= 4 },
        _ => false,
    };
}
