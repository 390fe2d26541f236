using System.Collections.Immutable;
using System.CommandLine;
using LightTheTorch.Cli.Compiling;
using LightTheTorch.Cli.Pip;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Diagnostics;
using LightTheTorch.Hardware;
using LightTheTorch.IO.Serving;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>ltt serve</c>: the index of <c>ltt install</c> for other installers, until it is ended.</summary>
internal sealed class ServeCommand : LttCommand
{
    private readonly Option<string[]> _backends = List("--backend", "The builds to offer, for example cu126 or cu126,cpu; what this machine runs best when nothing is said", "NAMES", "-b");
    private readonly Option<string?> _channel = new("--channel") { Description = "PyTorch's channel: stable, test or nightly", HelpName = "NAME" };
    private readonly Option<int> _port = new("--port") { Description = "The port on 127.0.0.1; a free one when nothing is said", HelpName = "N" };
    private readonly HardwareOptions _hardware = new();
    private readonly CatalogueOptions _catalogue = new();
    private readonly IndexOptions _index = new();

    public ServeCommand(CommandContext context)
        : base("serve", "Offer PyTorch's builds and everything else on one index of this machine, for uv, Poetry, PDM and others")
    {
        foreach (Option option in (Option[])[_backends, _channel, _port]) Options.Add(option);
        _hardware.AddTo(this);
        _catalogue.AddTo(this);
        _index.AddTo(this);
        _port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 65535) result.AddError("`--port` takes a number up to 65535");
        });
        SetAction((parsed, cancellationToken) => ServeAsync(parsed, context, cancellationToken));
    }

    private async Task<int> ServeAsync(ParseResult parsed, CommandContext context, CancellationToken cancellationToken)
    {
        BackendCatalogue catalogue = await _catalogue.ReadAsync(parsed, context, cancellationToken);
        ImmutableArray<string> names = Split(parsed.GetValue(_backends));
        ImmutableArray<Backend> asked = PipBackends.Parse(names.IsEmpty && context.Variable("LTT_PYTORCH_COMPUTATION_BACKEND") is { } variable ? [variable] : names, catalogue);
        IndexRouter router = IndexRouting.Router(_index.Bind(parsed), [], catalogue, ChannelChoice.Of(catalogue, parsed.GetValue(_channel), pre: false));
        MachineReport machine = await _hardware.ReadAsync(parsed, context, catalogue, cancellationToken);
        BuildOffer offer = new(catalogue, machine, asked);
        if (offer.Candidates.IsEmpty) throw new LttException(offer.Remarks, ExitCode.NoBackendFits);

        await using IndexConnection connection = IndexConnection.Open(_index.Bind(parsed), catalogue, context);
        using TorchPages torch = new(catalogue, router.Route, connection.Source, _ => Task.FromResult(offer));
        await using ServedIndex served = connection.Serve(torch, parsed.GetValue(_port));
        Uri address = served.AddIndex(router.Pypi);
        Say(parsed, context, offer, address);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how it is meant to end.
        }

        if (!Speech(parsed).Quiet)
        {
            foreach (Diagnostic failure in served.Failures) DiagnosticRenderer.Write(context.Talk, failure);
        }

        return (int)ExitCode.Done;
    }

    private void Say(ParseResult parsed, CommandContext context, BuildOffer offer, Uri address)
    {
        Speech speech = Speech(parsed);
        if (!speech.Quiet)
        {
            foreach (Diagnostic remark in offer.Remarks) DiagnosticRenderer.Write(context.Talk, remark);
            if (!speech.Json) DiagnosticRenderer.Line(context.Talk, $"PyTorch's packages come from {string.Join(", ", offer.Candidates.Select(backend => $"`{backend}`"))}; Ctrl-C ends it");
        }

        if (speech.Json)
        {
            JsonOutput.Write(context.Output, json =>
            {
                json.WriteString("url", address.AbsoluteUri);
                json.WriteStartArray("backends");
                foreach (Backend backend in offer.Candidates) json.WriteStringValue(backend.Name.Value);
                json.WriteEndArray();
            });
        }
        else
        {
            context.Output.WriteLine(address.AbsoluteUri);
        }

        context.Output.Flush();
    }
}
