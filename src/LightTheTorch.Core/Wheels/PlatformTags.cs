using System.Diagnostics;
using System.Globalization;
using LightTheTorch.Targets;

namespace LightTheTorch.Wheels;

/// <summary>The platform tags that a platform takes, best first, as packaging orders them.</summary>
internal static class PlatformTags
{
    // The order in which pip looks for several processors in one macOS binary.
    private static readonly string[] s_intelFormats = ["x86_64", "intel", "fat64", "fat3", "universal2", "universal"];

    public static IEnumerable<string> For(Platform platform) => (platform.Os, platform.IsMusl, platform.Floor) switch
    {
        (TargetOs.Linux, false, { } floor) => [.. Manylinux(platform.Arch, floor), "linux_" + platform.Arch],
        (TargetOs.Linux, true, { } floor) => [.. Musllinux(platform.Arch, floor), "linux_" + platform.Arch],
        (TargetOs.Windows, _, _) => ["win_" + platform.Arch],
        (TargetOs.MacOS, _, { } floor) => Macos(platform.Arch, floor),
        _ => throw new UnreachableException(),
    };

    // PEP 600, and the older names of PEP 513, 571 and 599 for three of its members.
    private static IEnumerable<string> Manylinux(string arch, PlatformFloor floor)
    {
        int oldest = arch == "x86_64" ? 5 : 17;
        for (int minor = floor.Minor; minor >= oldest; minor--)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"manylinux_2_{minor}_{arch}");
            string? alias = minor switch { 17 => "manylinux2014_", 12 => "manylinux2010_", 5 => "manylinux1_", _ => null };
            if (alias is not null) yield return alias + arch;
        }
    }

    // PEP 656.
    private static IEnumerable<string> Musllinux(string arch, PlatformFloor floor)
    {
        for (int minor = floor.Minor; minor >= 0; minor--) yield return string.Create(CultureInfo.InvariantCulture, $"musllinux_1_{minor}_{arch}");
    }

    // From macOS 11 on only the major version counts; 10.16 is how macOS 11 calls itself to old programs.
    private static IEnumerable<string> Macos(string arch, PlatformFloor floor)
    {
        string[] formats = arch == "arm64" ? ["arm64", "universal2"] : s_intelFormats;
        for (int major = floor.Major; major >= 11; major--)
        {
            foreach (string format in formats) yield return string.Create(CultureInfo.InvariantCulture, $"macosx_{major}_0_{format}");
        }

        // Nothing for Apple's processor was built for 10.x, but a universal2 wheel may say so.
        if (arch == "arm64") formats = ["universal2"];
        for (int minor = floor.Major >= 11 ? 16 : floor.Minor; minor >= 4; minor--)
        {
            foreach (string format in formats) yield return string.Create(CultureInfo.InvariantCulture, $"macosx_10_{minor}_{format}");
        }
    }
}
