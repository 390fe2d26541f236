using System.Collections.Frozen;

namespace LightTheTorch.LoopbackIndex;

/// <summary>The hosts that the loopback index answers for, and how they treat one another.</summary>
public static class RealHosts
{
    public const string Pypi = "pypi.org";
    public const string Files = "files.pythonhosted.org";
    public const string Torch = "download.pytorch.org";

    /// <summary>PyTorch's content network; its paths are those of <see cref="Torch"/>.</summary>
    public const string TorchCdn = "download-r2.pytorch.org";

    /// <summary>What lies behind <see cref="Torch"/>; some of its pages link there.</summary>
    public const string TorchOrigin = "d21usjoq99fcb9.cloudfront.net";

    public static FrozenSet<string> All { get; } = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, Pypi, Files, Torch, TorchCdn, TorchOrigin);

    /// <summary>The names that PyTorch builds.</summary>
    public static FrozenSet<string> Family { get; } = FrozenSet.Create(StringComparer.Ordinal,
        "torch", "torchvision", "torchaudio", "triton", "pytorch-triton-rocm", "triton-rocm", "pytorch-triton-xpu", "triton-xpu", "torchcodec");

    /// <summary>The folder of the mirror tree that holds a host's files.</summary>
    public static string Folder(string host) => host.ToLowerInvariant() is TorchCdn or TorchOrigin ? Torch : host.ToLowerInvariant();
}
