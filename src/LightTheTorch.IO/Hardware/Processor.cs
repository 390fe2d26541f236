using System.Runtime.InteropServices;
using LightTheTorch.Targets;

namespace LightTheTorch.IO.Hardware;

/// <summary>A kind of processor; its name differs between operating systems.</summary>
public readonly record struct Processor(Architecture Architecture)
{
    /// <summary>As the wheel tags of the system spell it: <c>x86_64</c>, <c>aarch64</c>, <c>amd64</c>, <c>arm64</c>.</summary>
    public string NameOn(TargetOs os) => (Architecture, os) switch
    {
        (Architecture.X64, TargetOs.Windows) => "amd64",
        (Architecture.X64, _) => "x86_64",
        (Architecture.Arm64, TargetOs.Linux) => "aarch64",
        _ => Architecture.ToString().ToLowerInvariant(),
    };
}
