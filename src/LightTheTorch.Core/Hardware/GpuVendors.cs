using System.Diagnostics;

namespace LightTheTorch.Hardware;

/// <summary>How vendors are written.</summary>
public static class GpuVendors
{
    /// <summary>For sentences: <c>NVIDIA</c>.</summary>
    public static string DisplayName(this GpuVendor vendor) => vendor switch
    {
        GpuVendor.Nvidia => "NVIDIA",
        GpuVendor.Amd => "AMD",
        GpuVendor.Intel => "Intel",
        GpuVendor.Apple => "Apple",
        _ => throw new UnreachableException(),
    };

    /// <summary>For JSON: <c>nvidia</c>.</summary>
    public static string Key(this GpuVendor vendor) => vendor.DisplayName().ToLowerInvariant();
}
