using System.Diagnostics;
using System.Globalization;
using LightTheTorch.Requirements;

namespace LightTheTorch.Targets;

/// <summary>What markers read on a target: a CPython, and the same words for every machine of the platform.</summary>
internal static class TargetEnvironment
{
    public static MarkerEnvironment Of(Platform platform, PythonVersion python) => new()
    {
        ImplementationName = "cpython",
        ImplementationVersion = python.FullVersion.ToString(),
        OsName = platform.Os == TargetOs.Windows ? "nt" : "posix",
        PlatformMachine = platform.Os == TargetOs.Windows ? platform.Arch.ToUpperInvariant() : platform.Arch,
        PlatformPythonImplementation = "CPython",
        PlatformRelease = platform is { Os: TargetOs.MacOS, Floor: { } floor } ? DarwinRelease(floor) : "",
        PlatformSystem = platform.Os switch
        {
            TargetOs.Linux => "Linux",
            TargetOs.Windows => "Windows",
            TargetOs.MacOS => "Darwin",
            _ => throw new UnreachableException(),
        },
        PlatformVersion = "",
        PythonFullVersion = python.FullVersion.ToString(),
        PythonVersion = python.MajorMinor,
        SysPlatform = platform.Os switch
        {
            TargetOs.Linux => "linux",
            TargetOs.Windows => "win32",
            TargetOs.MacOS => "darwin",
            _ => throw new UnreachableException(),
        },
    };

    // The kernel's own count: macOS 11 is Darwin 20, and since macOS 26 it is one behind. Packages tell releases apart by it (pyobjc does).
    // Linux and Windows have no floor to state, and an empty text, as with uv, is what no comparison mistakes for a release.
    private static string DarwinRelease(PlatformFloor macos)
    {
        int major = macos.Major switch { 10 => macos.Minor + 4, < 26 => macos.Major + 9, _ => macos.Major - 1 };
        return string.Create(CultureInfo.InvariantCulture, $"{major}.0.0");
    }
}
