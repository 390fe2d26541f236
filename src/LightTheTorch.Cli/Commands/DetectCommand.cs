using System.Collections.Immutable;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Diagnostics;
using LightTheTorch.Hardware;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>ltt detect</c>: what this machine has, which backends it can run, and why not the others.</summary>
internal sealed class DetectCommand : LttCommand
{
    private readonly HardwareOptions _hardware = new();
    private readonly CatalogueOptions _catalogue = new();

    public DetectCommand(CommandContext context)
        : base("detect", "Show what this machine has, which backends it can run, and why not the others")
    {
        _hardware.AddTo(this);
        _catalogue.AddTo(this);
        SetAction(async (parsed, cancellationToken) =>
        {
            BackendCatalogue catalogue = await _catalogue.ReadAsync(parsed, context, cancellationToken);
            MachineReport report = await _hardware.ReadAsync(parsed, context, catalogue, cancellationToken);
            Detection detection = Detection.Of(report, new BackendChoice(catalogue));
            Speech speech = Speech(parsed);
            if (speech.Json) JsonOutput.Write(context.Output, json => DetectionJson.Write(json, detection));
            else DetectionText.Write(context.Output, detection, speech.Verbose);
            return (int)ExitCode.Done;
        });
    }
}

/// <summary>A machine and what runs on it.</summary>
/// <param name="Report">What it has.</param>
/// <param name="Gpus">Each GPU and whether anything runs on it.</param>
/// <param name="Backends">All of the catalogue, the best first.</param>
internal sealed record Detection(MachineReport Report, ImmutableArray<GpuVerdict> Gpus, ImmutableArray<BackendVerdict> Backends)
{
    public static Detection Of(MachineReport report, BackendChoice choice) =>
        new(report, [.. report.Gpus.Select(gpu => choice.Judge(gpu, report))], choice.Rank(report));
}
