using LightTheTorch.Torch;

namespace LightTheTorch.Hardware;

/// <summary>A GPU in the machine, whether or not anything can run on it.</summary>
/// <param name="Vendor">Who made it.</param>
/// <param name="Name">The product name as the driver tells it, or what can be told without one.</param>
public sealed record Gpu(GpuVendor Vendor, string Name)
{
    /// <summary>Compute capability, gfx name or Intel family; <see langword="null"/> when it is not known, or means nothing (Apple).</summary>
    public GpuArchitecture? Architecture { get; init; }

    public PciId? Pci { get; init; }

    /// <summary>Where it sits, <c>0000:01:00.0</c>; tells the cards that a driver shows from those that it does not.</summary>
    public string? Address { get; init; }

    /// <summary>Part of the processor. It does not decide while a card of its vendor is there.</summary>
    public bool IsIntegrated { get; init; }

    /// <summary>Cut into MIG instances; they have the capability of the whole.</summary>
    public bool IsPartitioned { get; init; }

    /// <summary>A person said so; nothing was looked at.</summary>
    public bool IsStated { get; init; }

    /// <summary>Why nothing can run on it whatever is installed, as a clause; <see langword="null"/> when the driver offers it.</summary>
    public string? Problem { get; init; }

    public override string ToString() => Architecture is null ? Name : $"{Name} ({Architecture})";
}
