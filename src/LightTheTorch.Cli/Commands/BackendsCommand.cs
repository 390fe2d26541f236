using System.Collections.Immutable;
using System.CommandLine;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Diagnostics;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>ltt backends</c>: the catalogue, with the newest torch first.</summary>
internal sealed class BackendsCommand : LttCommand
{
    private readonly Option<bool> _live = new("--live") { Description = "Only the backends that still get new versions of torch" };

    private readonly CatalogueOptions _catalogue = new();

    public BackendsCommand(CommandContext context)
        : base("backends", "Show the backends that are known: torch versions, drivers, GPUs, platforms")
    {
        Options.Add(_live);
        _catalogue.AddTo(this);
        SetAction(async (parsed, cancellationToken) =>
        {
            BackendCatalogue catalogue = await _catalogue.ReadAsync(parsed, context, cancellationToken);
            ImmutableArray<BackendRow> rows =
            [
                .. catalogue.All
                    .Where(backend => backend.IsLive || !parsed.GetValue(_live))
                    .Select(backend => BackendRow.Of(backend, catalogue))
                    .OrderByDescending(row => row.Newest)
                    .ThenByDescending(row => row.Backend.IsLive)
                    .ThenBy(row => row.Backend.Accelerator)
                    .ThenByDescending(row => row.Backend.Toolkit),
            ];
            if (WantsJson(parsed)) JsonOutput.Write(context.Output, json => BackendListJson.Write(json, rows, catalogue));
            else BackendListText.Write(context.Output, rows);
            return (int)ExitCode.Done;
        });
    }
}
