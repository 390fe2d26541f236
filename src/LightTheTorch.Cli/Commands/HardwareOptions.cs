using System.CommandLine;
using LightTheTorch.Hardware;
using LightTheTorch.IO.Hardware;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>--driver</c> and <c>--gpu</c>, for every command that has to know the machine.</summary>
internal sealed class HardwareOptions
{
    private readonly Option<string?> _driver = new("--driver") { Description = "The NVIDIA driver to reckon with, in place of the one that is found", HelpName = "VERSION" };
    private readonly Option<string[]> _gpus = new("--gpu") { Description = "The GPUs to reckon with, for example sm_86,sm_120 or gfx1100", HelpName = "ARCH,.." };

    public void AddTo(Command command)
    {
        command.Options.Add(_driver);
        command.Options.Add(_gpus);
    }

    /// <summary>What the machine has, or what options and variables state of it.</summary>
    /// <exception cref="LightTheTorch.Diagnostics.LttException">Something stated cannot be read.</exception>
    public Task<MachineReport> ReadAsync(ParseResult parsed, CommandContext context, BackendCatalogue catalogue, CancellationToken cancellationToken) =>
        ReadAsync(parsed.GetValue(_driver), parsed.GetValue(_gpus) ?? [], context, catalogue, cancellationToken);

    /// <inheritdoc cref="ReadAsync(ParseResult, CommandContext, BackendCatalogue, CancellationToken)"/>
    public static async Task<MachineReport> ReadAsync(
        string? driver, IEnumerable<string> gpus, CommandContext context, BackendCatalogue catalogue, CancellationToken cancellationToken)
    {
        IMachine machine = context.Machine ?? new LocalMachine(context.Environment, context.ProcessRunner, context.Time);
        MachineReport report = await new MachineProbe(machine, catalogue.Intel).ProbeAsync(cancellationToken);
        HardwareOverrideParser parser = new(context.Environment.GetValueOrDefault, report.UsesWindowsDriver);
        return parser.Parse(driver, [.. gpus.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))]).Apply(report);
    }
}
