namespace LightTheTorch.Hardware;

/// <summary>The driver that decides what runs.</summary>
/// <param name="Vendor">Whose GPUs it drives.</param>
/// <param name="Version">Inside WSL2 the number of the Windows driver.</param>
/// <param name="IsStated">A person said so, by an option or a variable; nothing was looked at.</param>
public sealed record GpuDriver(GpuVendor Vendor, DriverVersion Version, bool IsStated = false)
{
    public override string ToString() => $"{Vendor.DisplayName()} driver {Version}";
}
