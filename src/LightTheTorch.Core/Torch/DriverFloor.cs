namespace LightTheTorch.Torch;

/// <summary>The drivers that will do, for each operating system that has them.</summary>
/// <param name="Linux">Drivers on Linux, or <see langword="null"/> when the backend does not exist there.</param>
/// <param name="Windows">Drivers on Windows, WSL2 included, for the driver that counts there is the one of Windows.</param>
public sealed record DriverFloor(VendorRange? Linux, VendorRange? Windows);
