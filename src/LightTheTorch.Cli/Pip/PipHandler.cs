using System.Collections.Immutable;
using LightTheTorch.Cli.Commands;
using LightTheTorch.Cli.Compiling;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Http;
using LightTheTorch.IO.Inputs;
using LightTheTorch.IO.Python;
using LightTheTorch.IO.Serving;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Pip;

/// <summary><c>ltt install</c> and its like: the user's own pip, with an index of this machine in front of the ones that it would ask.</summary>
internal sealed class PipHandler(CommandContext context)
{
    // Codes from here on say which signal ended pip.
    private const int FirstSignal = 128;

    /// <returns>pip's own exit code.</returns>
    /// <exception cref="LttException">pip was not started: no Python, an unknown backend, a file that cannot be read.</exception>
    public async Task<ExitCode> RunAsync(PipCommandLine line, CancellationToken cancellationToken)
    {
        string python = PipPython.Find(context);
        if (!line.Installs || line.Has("help")) return await StartAsync(new ProcessRequest(python, ["-m", "pip", .. line.Without(option => PipOptions.IsOurs(option.Name)).Words]) { WorkingDirectory = context.WorkingDirectory });
        BackendCatalogue catalogue = await CatalogueOptions.ReadAsync(line.Values("catalogue").LastOrDefault(), context, line.Has("quiet"), cancellationToken);
        ImmutableArray<Backend> asked = PipBackends.Asked(line, catalogue, context);
        string? channel = line.Values(PipOptions.PytorchChannel).LastOrDefault() ?? context.Variable("LTT_PYTORCH_CHANNEL");
        bool pre = line.Has("pre");
        if (channel is not null) ChannelChoice.Of(catalogue, channel, pre);

        PipConfiguration configuration = await PipConfiguration.ReadAsync(context.ProcessRunner, python, line, context.WorkingDirectory, cancellationToken);
        NetworkSettings network = PipNetwork.Settings(line, configuration, context);
        IndexSettings settings = new()
        {
            PytorchIndexUrl = line.Values("pytorch-index-url").LastOrDefault() ?? context.Variable("LTT_PYTORCH_INDEX_URL"),
            Mirror = line.Values("mirror").LastOrDefault() ?? context.Variable("LTT_MIRROR"),
        };
        await using IndexConnection connection = IndexConnection.Open(settings, catalogue, context, network);
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
        supply.Asked = PipBackends.IsStated(line, context)
            ? await PipBackends.PossibleAsync(asked, line, python, catalogue, context, cancellationToken)
            : await NamedAsync(mover.Backends, line, python, catalogue, cancellationToken);

        ExitCode answer = await StartAsync(request);
        if ((int)answer is > 0 and < FirstSignal && !cancellationToken.IsCancellationRequested) Explain(served, torch);
        return answer;
    }

    // An old address in a file is no reason to stop: pip would have found nothing there, and looked on.
    private async Task<ImmutableArray<Backend>> NamedAsync(ImmutableArray<Backend> named, PipCommandLine line, string python, BackendCatalogue catalogue, CancellationToken cancellationToken)
    {
        try
        {
            return await PipBackends.PossibleAsync(named, line, python, catalogue, context, cancellationToken);
        }
        catch (LttException none) when (none.ExitCode == ExitCode.Unsatisfiable)
        {
            Diagnostic why = none.Diagnostics[0];
            DiagnosticRenderer.Write(context.Talk, why with { Severity = Severity.Note, Message = why.Message + ", which an index address names; the machine decides instead", Hints = [] });
            return [];
        }
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
