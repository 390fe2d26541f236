using System.Runtime.InteropServices;
using LightTheTorch.Targets;

namespace LightTheTorch.Cli.Compiling;

/// <summary>The platform that <c>--platforms</c> defaults to: this machine's, with the default floor, so that a lock says the same on all machines of a kind.</summary>
internal static class HostPlatform
{
    public static Platform? Find()
    {
        string arch = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => OperatingSystem.IsWindows() ? "amd64" : "x86_64",
            Architecture.Arm64 => OperatingSystem.IsLinux() ? "aarch64" : "arm64",
            _ => "",
        };
        string os = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "macos" : IsMusl ? "musllinux" : "linux";
        return Platform.TryParse($"{os}_{arch}", out Platform? platform) ? platform : null;
    }

    private static bool IsMusl => RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal);
}
