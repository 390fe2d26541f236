using LightTheTorch.Requirements;

namespace LightTheTorch.Tests.Requirements;

/// <summary>Environments of machines, for tests of markers.</summary>
internal static class Machines
{
    public static readonly (string System, string Machine)[] Platforms =
        [("linux", "x86_64"), ("linux", "aarch64"), ("win32", "AMD64"), ("win32", "ARM64"), ("darwin", "arm64"), ("darwin", "x86_64")];

    public static MarkerEnvironment Of(string system, string machine, string python) => new()
    {
        ImplementationName = "cpython",
        ImplementationVersion = python + ".0",
        OsName = system == "win32" ? "nt" : "posix",
        PlatformMachine = machine,
        PlatformPythonImplementation = "CPython",
        PlatformRelease = "",
        PlatformSystem = system switch { "win32" => "Windows", "darwin" => "Darwin", _ => "Linux" },
        PlatformVersion = "",
        PythonFullVersion = python + ".0",
        PythonVersion = python,
        SysPlatform = system,
    };

    /// <summary>Every platform with every Python, the Pythons side by side.</summary>
    public static List<MarkerEnvironment> Grid(IEnumerable<(string System, string Machine)> platforms, params string[] pythons) =>
        [.. platforms.SelectMany(platform => pythons.Select(python => Of(platform.System, platform.Machine, python)))];
}
