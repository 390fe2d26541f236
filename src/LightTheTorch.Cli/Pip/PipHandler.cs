using System.Collections.Immutable;
using LightTheTorch.Cli.Commands;
using LightTheTorch.Cli.Compiling;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Http;
using LightTheTorch.IO.Inputs;
using LightTheTorch.IO.Python;
using LightTheTorch.IO.Serving;
using LightTheTorch.IO.Yaml;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Pip;

/// <summary><c>ltt install</c> and its like: the user's own pip, with an index of this machine in front of the ones that it would ask.</summary>
internal sealed class PipHandler(CommandContext context)
{
    /// <returns>pip's own exit code.</returns>
    /// <exception cref="LttException">pip was not started: no Python, an unknown backend, a file that cannot be read.</exception>
    public async Task<ExitCode> RunAsync(PipCommandLine line, CancellationToken cancellationToken)
    {
        string python = PipPython.Find(context);
        if (!line.Installs || line.Has("help")) return await StartAsync(new ProcessRequest(python, ["-m", "pip", .. line.Without(option => PipOptions.IsOurs(option.Name)).Words]) { WorkingDirectory = context.WorkingDirectory });
        BackendCatalogue catalogue = BackendCatalogueReader.ReadEmbedded();
        ImmutableArray<Backend> asked = PipBackends.Asked(line, catalogue, context);
        string? channel = line.Values(PipOptions.PytorchChannel).LastOrDefault() ?? context.Variable("LTT_PYTORCH_CHANNEL");
        bool pre = line.Has("pre");
        if (channel is not null) ChannelChoice.Of(catalogue, channel, pre);

        PipConfiguration configuration = await PipConfiguration.ReadAsync(context.ProcessRunner, python, line.Has("isolated"), context.WorkingDirectory, cancellationToken);
        NetworkSettings network = PipNetwork.Settings(line, configuration, context);
        IndexSettings settings = new()
        {
            PytorchIndexUrl = line.Values("pytorch-index-url").LastOrDefault() ?? context.Variable("LTT_PYTORCH_INDEX_URL"),
            Mirror = line.Values("mirror").LastOrDefault() ?? context.Variable("LTT_MIRROR"),
        };
        using IndexConnection connection = IndexConnection.Open(settings, catalogue, context, network);
        using PipFolder folder = new();

        // Which backends are wanted is known once every file is read, and asked for when pip wants the first of PyTorch's names.
        TorchSupply supply = new(settings, catalogue, connection, context, line);
        using TorchPages torch = supply.Pages();
        await using ServedIndex served = connection.Serve(torch);
        IndexMover mover = new(served, catalogue, network.TrustedHosts, context.WorkingDirectory);
        InputContext inputs = new(new DiskFiles(), context.WorkingDirectory, context.Environment) { Fetch = connection.ReadBytesAsync };
        PipInvocation invocation = new(python, line, configuration, folder, new RequirementsCopies(inputs, folder, mover), context);
        ProcessRequest request = await invocation.BuildAsync(mover, catalogue, network, cancellationToken);
        supply.Channel = ChannelChoice.Of(catalogue, channel ?? mover.Channel, pre || configuration.Value(line.Subcommand ?? "", "pre") is "1" or "true" or "yes" or "on");
        supply.Asked = await PipBackends.PossibleAsync(asked.IsEmpty && !PipBackends.IsStated(line, context) ? mover.Backends : asked, line, python, catalogue, context, cancellationToken);

        ExitCode answer = await StartAsync(request);
        if (answer != ExitCode.Done && !cancellationToken.IsCancellationRequested) Explain(served, torch);
        return answer;
    }

    private async Task<ExitCode> StartAsync(ProcessRequest request) =>
        await context.AttachedRunner.RunAsync(request) is { } answer ? (ExitCode)answer : throw PipPython.NotFound(request.FileName);

    // pip has said that it found nothing; why is known here.
    private void Explain(ServedIndex served, TorchPages torch)
    {
        foreach (Diagnostic failure in served.Failures) DiagnosticRenderer.Write(context.Talk, failure);
        if (!served.Failures.IsEmpty || torch.Offered is not { } shelves) return;
        string offered = string.Join(", ", shelves.Select(shelf => shelf.Torch.IsEmpty ? $"none from `{shelf.Backend}`" : $"{shelf.Torch.Min()} to {shelf.Torch.Max()} from `{shelf.Backend}`"));
        DiagnosticRenderer.Write(context.Talk, new Diagnostic(DiagnosticCode.PipFailed, Severity.Note, $"pip was offered torch {(offered.Length > 0 ? offered : "from no backend")}")
        {
            Hints = ["`--pytorch-computation-backend NAME` takes the builds of another backend; `ltt backends` lists them, `ltt detect` those for this machine"],
        });
    }
}
