using System.Collections.Immutable;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Locking;

/// <summary>A small lock of two targets that has one of everything a lock can hold.</summary>
internal static class SampleLock
{
    public const string Linux = "linux_x86_64-py3.12";
    public const string Windows = "win_amd64-py3.12";

    public static Marker Outside { get; } = Marker.Parse("sys_platform != 'linux' and sys_platform != 'win32'");

    private static readonly LockedVia s_limit = new(new Via.Constraint("limits.txt", "numpy<3"), []);

    public static BackendLock Cu126 { get; } = new(
        new LockHeader
        {
            Backend = BackendName.Parse("cu126"),
            Torch = [PyVersion.Parse("2.9.0+cu126")],
            Hardware = ["NVIDIA driver >=525.60.13 (Linux), >=527.41 (Windows)", "sm_50 to sm_90"],
            Targets = [Linux, Windows],
            InputsSha256 = LockDigest.OfLines(["torch", "openai-whisper"]),
            Options = ["resolution=lowest"],
            Sdists = ["openai_whisper-20250625.tar.gz"],
        },
        [
            Package("numpy", "2.3.4", "https://files.pythonhosted.org/packages/n/numpy-2.3.4-cp312-cp312-manylinux_2_28_x86_64.whl", "sys_platform == 'linux'", [Linux], s_limit, Parent("openai-whisper", null, "numpy", []), Parent("torchvision", null, "numpy", [])),
            Package("numpy", "2.3.4", "https://files.pythonhosted.org/packages/n/numpy-2.3.4-cp312-cp312-win_amd64.whl", "sys_platform == 'win32'", [Windows], s_limit, Parent("openai-whisper", null, "numpy", [])),
            Package("openai-whisper", "20250625", "https://files.pythonhosted.org/packages/w/openai_whisper-20250625.tar.gz", null, [Linux, Windows], new LockedVia(new Via.Direct("requirements.txt", "openai-whisper"), [])),
            Package("torch", "2.9.0+cu126", "https://download.pytorch.org/whl/cu126/torch-2.9.0%2Bcu126-cp312-cp312-manylinux_2_28_x86_64.whl", "sys_platform == 'linux'", [Linux], new LockedVia(new Via.Direct("requirements.txt", "torch ; python_version > '3'"), []), Parent("openai-whisper", "gpu", "torch>=2", [])),
            Package("torch", "2.9.0+cu126", "https://download.pytorch.org/whl/cu126/torch-2.9.0%2Bcu126-cp312-cp312-win_amd64.whl", "sys_platform == 'win32'", [Windows], new LockedVia(new Via.Direct("requirements.txt", "torch ; python_version > '3'"), [])),
            Package("typing-extensions", "4.15.0", "https://files.pythonhosted.org/packages/t/typing_extensions-4.15.0-py3-none-any.whl", null, [Linux, Windows], Parent("torch", null, "typing-extensions>=4.10", [Linux])),
        ]);

    public static LockedPackage Package(string name, string version, string url, string? marker, ImmutableArray<string> targets, params ImmutableArray<LockedVia> via) => new()
    {
        Name = PackageName.Parse(name),
        Version = PyVersion.Parse(version),
        Url = url,
        FileName = Uri.UnescapeDataString(url[(url.LastIndexOf('/') + 1)..]),
        Sha256 = LockDigest.OfText(url),
        Marker = marker is null ? null : Marker.Parse(marker),
        Targets = targets,
        Via = via,
    };

    public static LockedVia Parent(string name, string? extra, string words, ImmutableArray<string> targets) =>
        new(new Via.Parent(PackageName.Parse(name), extra is null ? null : ExtraName.Parse(extra), words), targets);
}
