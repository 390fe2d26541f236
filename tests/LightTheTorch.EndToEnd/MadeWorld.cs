using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.EndToEnd;

/// <summary>
/// A small PyTorch: two backends, a companion, accelerator libraries from PyPI, an extra, and on each index a decoy under a name of the other.
/// </summary>
public sealed class MadeWorld() : ServedWorld(Tree)
{
    /// <summary>Everything, as a mirror tree. The torch wheels are for any CPython on Linux x86_64.</summary>
    public static MemoryTree Tree { get; } = Make();

    /// <summary>The input that the tests lock.</summary>
    public const string Requirements = """
        # everything a small project needs
        torch>=2.6
        torchvision
        Helper_Lib[fast] >= 1 ; python_version >= "3.8"
        windows-only ; sys_platform == "win32"

        """;

    private static MemoryTree Make()
    {
        Universe universe = new Universe()
            .Add("sympy", "1.13.3", "mpmath<1.4")
            .Add("sympy", "1.14.0", "mpmath<1.4")
            .Add("mpmath", "1.3.0")
            .Add("mpmath", "1.4.0")
            .Add(new WheelSpec("filelock", "4.0.0"), yanked: "broken lock")
            .Add("filelock", "3.20.0")
            .Add(new WheelSpec("helper-lib", "1.2.0") { Requires = ["six", "speedup>=2; extra == 'fast'"], Extras = ["fast"] })
            .Add(new WheelSpec("helper-lib", "2.0.0rc1"))
            .Add("six", "1.17.0")
            .Add("speedup", "2.1")
            .Add(new WheelSpec("speedup", "3.0") { RequiresPython = ">=4" })
            .Add("nvidia-cudnn-cu11", "9.1.0.70")
            .Add("windows-only", "1.0")
            .AddSdist(new WheelSpec("langdetect", "1.0.9") { Requires = ["six"] }, dynamicRequires: true)
            .AddSdist(new WheelSpec("docopt", "0.6.2"), dynamicRequires: true)
            .Add(new WheelSpec("big-data", "1.0") { Padding = 4 << 20 })
            .Add("needs-torch", "1.0", "torch>=2.6", "six")
            .AddTorch("nightly/cpu", Native("torch", "2.11.0.dev20261101+cpu"))
            .Add("torch", "99.0")
            .AddTorch("cpu", new WheelSpec("six", "99.0"), new TorchLink { Root = true })
            .AddTorch("cu118", new WheelSpec("six", "99.0"), new TorchLink { Root = true })
            .AddTorch("cu118", Native("triton", "3.3.1"), new TorchLink { Hash = false });
        AddTorch(universe, "cpu", "2.8.0", "0.23.0", new TorchLink { Absolute = true });
        AddTorch(universe, "cpu", "2.9.0", "0.24.0", new TorchLink { Absolute = true });
        AddTorch(universe, "cu118", "2.6.0", "0.21.0", new TorchLink(), "nvidia-cudnn-cu11==9.1.0.70; platform_system == \"Linux\"", "triton==3.2.0; platform_system == \"Linux\"");
        AddTorch(universe, "cu118", "2.7.1", "0.22.1", new TorchLink { Hash = false }, "nvidia-cudnn-cu11==9.1.0.70; platform_system == \"Linux\"", "triton==3.3.1; platform_system == \"Linux\"");
        return universe.Build();
    }

    private static void AddTorch(Universe universe, string backend, string torch, string vision, TorchLink link, params string[] accelerator)
    {
        universe.AddTorch(backend, Native("torch", $"{torch}+{backend}") with { Requires = ["filelock", "sympy>=1.13.3", .. accelerator] }, link);
        universe.AddTorch(backend, Native("torchvision", $"{vision}+{backend}") with { Requires = [$"torch=={torch}"] }, link);
    }

    private static WheelSpec Native(string name, string version) =>
        new(name, version) { Python = "py3", Abi = "none", Platform = "manylinux_2_17_x86_64.manylinux2014_x86_64" };
}
