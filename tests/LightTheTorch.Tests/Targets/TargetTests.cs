using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Targets;

namespace LightTheTorch.Tests.Targets;

public sealed class TargetTests
{
    [Theory]
    [InlineData("linux_x86_64", "posix linux Linux x86_64 ''")]
    [InlineData("musllinux_aarch64", "posix linux Linux aarch64 ''")]
    [InlineData("win_amd64", "nt win32 Windows AMD64 ''")]
    [InlineData("win_arm64", "nt win32 Windows ARM64 ''")]
    [InlineData("macos_arm64", "posix darwin Darwin arm64 '23.0.0'")]
    [InlineData("macos_arm64:26.0", "posix darwin Darwin arm64 '25.0.0'")]
    [InlineData("macos_x86_64:10.15", "posix darwin Darwin x86_64 '19.0.0'")]
    public void Environment_SaysWhatThePlatformSays(string platform, string expected)
    {
        MarkerEnvironment environment = Of(platform, "3.12").Environment;
        Assert.Equal(expected, $"{environment.OsName} {environment.SysPlatform} {environment.PlatformSystem} {environment.PlatformMachine} '{environment.PlatformRelease}'");
    }

    [Fact]
    public void Environment_IsTheFirstPatchReleaseOfCPython()
    {
        MarkerEnvironment environment = Of("linux_x86_64", "3.13t").Environment;
        Assert.Equal(("3.13", "3.13.0", "3.13.0"), (environment.PythonVersion, environment.PythonFullVersion, environment.ImplementationVersion));
        Assert.Equal(("cpython", "CPython"), (environment.ImplementationName, environment.PlatformPythonImplementation));
    }

    [Fact]
    public void ToString_IsWhatTheLocksHeaderNames() => Assert.Equal("linux_x86_64:2.17-py3.13t", Of("linux_x86_64:2.17", "3.13t").ToString());

    private static Target Of(string platform, string python) => new(BackendName.Parse("cpu"), Platform.Parse(platform), PythonVersion.Parse(python));
}
