using System.Collections.Immutable;
using System.Globalization;
using LightTheTorch.Requirements;
using LightTheTorch.Targets;
using LightTheTorch.Versions;

namespace LightTheTorch.IO.Python;

/// <summary>What a Python interpreter says of itself. The strings are the values of its environment markers (PEP 508).</summary>
public sealed record Interpreter
{
    /// <summary>Absolute path, as <c>sys.executable</c> gives it.</summary>
    public required string Executable { get; init; }

    /// <summary><c>3.12.4</c>; pre-releases as <c>3.14.0rc1</c>.</summary>
    public required PyVersion Version { get; init; }

    public required string ImplementationName { get; init; }

    public required string ImplementationVersion { get; init; }

    public required string OsName { get; init; }

    public required string PlatformMachine { get; init; }

    public required string PlatformPythonImplementation { get; init; }

    public required string PlatformRelease { get; init; }

    public required string PlatformSystem { get; init; }

    public required string PlatformVersion { get; init; }

    public required string SysPlatform { get; init; }

    /// <summary>The build without the global interpreter lock.</summary>
    public required bool IsFreeThreaded { get; init; }

    /// <summary>Pointers have 64 bits; a 32-bit Python runs on 64-bit machines too, and needs other wheels.</summary>
    public required bool Is64Bit { get; init; }

    /// <summary>What wheels call the platform when it is not Linux: <c>macosx-14.0-arm64</c>, <c>win-amd64</c>.</summary>
    public required string SysconfigPlatform { get; init; }

    /// <summary><c>2.39</c> for glibc, empty elsewhere.</summary>
    public required string GlibcVersion { get; init; }

    /// <summary>Where packages are installed to (<c>purelib</c>).</summary>
    public required string SitePackages { get; init; }

    /// <summary>Where packages with compiled parts are installed to (<c>platlib</c>); nearly always the same folder.</summary>
    public string CompiledSitePackages { get; init; } = "";

    /// <summary>Inside a virtual environment (PEP 405).</summary>
    public required bool IsVirtualEnvironment { get; init; }

    /// <summary>The installation forbids installing into it outside a virtual environment (PEP 668).</summary>
    public required bool IsExternallyManaged { get; init; }

    /// <summary>The values that markers are evaluated with for this interpreter.</summary>
    public MarkerEnvironment Environment => new()
    {
        ImplementationName = ImplementationName,
        ImplementationVersion = ImplementationVersion,
        OsName = OsName,
        PlatformMachine = PlatformMachine,
        PlatformPythonImplementation = PlatformPythonImplementation,
        PlatformRelease = PlatformRelease,
        PlatformSystem = PlatformSystem,
        PlatformVersion = PlatformVersion,
        PythonFullVersion = Version.ToString(),
        PythonVersion = string.Join('.', Version.Release.Take(2)),
        SysPlatform = SysPlatform,
    };

    /// <summary>The folders that hold what is installed in it.</summary>
    public ImmutableArray<string> SiteFolders => CompiledSitePackages.Length == 0 || CompiledSitePackages == SitePackages ? [SitePackages] : [SitePackages, CompiledSitePackages];

    /// <summary>The platform that it runs on, with its own glibc or macOS; null where no wheels are made for it.</summary>
    public Platform? Platform
    {
        get
        {
            string name = SysPlatform switch
            {
                "linux" when GlibcVersion.Length > 0 => $"linux_{PlatformMachine}:{GlibcVersion}",
                "linux" => $"musllinux_{PlatformMachine}",
                "darwin" => $"macos_{PlatformMachine}:{MacOSVersion()}",
                _ => SysconfigPlatform.Replace('-', '_'),
            };
            return Is64Bit && Targets.Platform.TryParse(name, out Platform? platform) ? platform : null;
        }
    }

    // The kernel's own count: macOS 11 is Darwin 20, and since macOS 26 it is one behind. What the build of Python says of itself is only its floor.
    private string MacOSVersion()
    {
        int darwin = int.TryParse(PlatformRelease.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
        return darwin switch
        {
            >= 25 => string.Create(CultureInfo.InvariantCulture, $"{darwin + 1}.0"),
            >= 20 => string.Create(CultureInfo.InvariantCulture, $"{darwin - 9}.0"),
            _ => string.Create(CultureInfo.InvariantCulture, $"10.{Math.Max(4, darwin - 4)}"),
        };
    }

    /// <summary>The Python to lock for; null when this is older than any that can be locked for, or no CPython.</summary>
    public PythonVersion? Target =>
        ImplementationName == "cpython" && PythonVersion.TryFrom(Version, IsFreeThreaded, out PythonVersion? target) ? target : null;
}
