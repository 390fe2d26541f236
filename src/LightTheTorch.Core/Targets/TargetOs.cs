namespace LightTheTorch.Targets;

/// <summary>The operating systems that PyTorch is built for. Musl and glibc are both Linux; <see cref="Platform.IsMusl"/> tells them apart.</summary>
public enum TargetOs
{
    Linux,
    Windows,
    MacOS,
}
