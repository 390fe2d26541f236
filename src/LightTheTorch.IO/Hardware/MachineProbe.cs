using System.Collections.Immutable;
using System.Diagnostics;
using LightTheTorch.Hardware;
using LightTheTorch.Targets;
using LightTheTorch.Torch;

namespace LightTheTorch.IO.Hardware;

/// <summary>Finds out what a machine has. It needs no privileges, starts as few programs as it can, and no failure of a probe ends it.</summary>
/// <param name="machine">What to look at.</param>
/// <param name="intel">The Intel GPU families that PyTorch runs on, from the catalogue.</param>
public sealed class MachineProbe(IMachine machine, ImmutableArray<IntelDevices> intel)
{
    public async Task<MachineReport> ProbeAsync(CancellationToken cancellationToken)
    {
        MachineReport report = machine.Os switch
        {
            TargetOs.Linux => await new LinuxProbe(machine, intel).ProbeAsync(cancellationToken),
            TargetOs.Windows => await new WindowsProbe(machine, intel).ProbeAsync(cancellationToken),
            TargetOs.MacOS => await new MacProbe(machine).ProbeAsync(cancellationToken),
            _ => throw new UnreachableException(),
        };
        // A stable sort: cards before what is part of the processor, else in the order of the bus.
        return report with { Gpus = [.. report.Gpus.OrderBy(gpu => gpu.IsIntegrated)] };
    }
}
