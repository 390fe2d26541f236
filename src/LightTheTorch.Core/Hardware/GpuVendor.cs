namespace LightTheTorch.Hardware;

/// <summary>Who made a GPU. Others (virtual displays, server consoles) are not listed: nothing is computed on them.</summary>
public enum GpuVendor
{
    Nvidia,
    Amd,
    Intel,
    Apple,
}
