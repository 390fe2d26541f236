using System.Collections.Immutable;
using LightTheTorch.Cli.Commands;
using LightTheTorch.Cli.Compiling;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Diagnostics;
using LightTheTorch.Hardware;
using LightTheTorch.IO.Serving;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Pip;

/// <summary>What one run of pip gets of PyTorch's names. The machine is looked at when pip first asks for one of them, and the choice is said then.</summary>
internal sealed class TorchSupply(IndexSettings settings, BackendCatalogue catalogue, IndexConnection connection, CommandContext context, PipCommandLine line)
{
    /// <summary>The backends that were asked for; empty: the machine decides. Set before pip is started.</summary>
    public ImmutableArray<Backend> Asked { get; set; } = [];

    /// <summary>Set before pip is started.</summary>
    public Channel Channel { get; set; } = ChannelChoice.Of(catalogue, null, pre: false);

    public TorchPages Pages() => new(
        catalogue,
        (name, backend) => IndexRouting.Router(settings, [], catalogue, Channel).Route(name, backend),
        connection.Source,
        OfferAsync);

    private async Task<BuildOffer> OfferAsync(CancellationToken cancellationToken)
    {
        MachineReport machine = await HardwareOptions.ReadAsync(line.Values("driver").LastOrDefault(), line.Values("gpu"), context, catalogue, cancellationToken);
        BuildOffer offer = new(catalogue, machine, Asked);
        if (offer.Candidates.IsEmpty) throw new LttException(offer.Remarks, ExitCode.NoBackendFits);
        if (line.Count("quiet") > 0 || context.Variable("PIP_QUIET") is not null) return offer;
        foreach (Diagnostic remark in offer.Remarks) DiagnosticRenderer.Write(context.Talk, remark);
        string others = offer.Candidates.Length == 1 ? "" : $", older ones also from {string.Join(", ", offer.Candidates.Skip(1).Select(backend => $"`{backend}`"))}";
        DiagnosticRenderer.Line(context.Talk, $"PyTorch's packages come from `{offer.Candidates[0]}`{others}");
        return offer;
    }
}
