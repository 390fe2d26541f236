using System.Collections.Immutable;
using LightTheTorch.Cli.Commands;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Compiling;

/// <summary>Asks PyTorch's index for backends that the user names and the catalogue does not have.</summary>
internal static class UnlistedBackends
{
    private static readonly PackageName s_torch = PackageName.Parse("torch");

    /// <returns>The catalogue with those that exist added, and a warning for each; a name that is not there stays unknown.</returns>
    public static async Task<(BackendCatalogue Catalogue, ImmutableArray<Diagnostic> Warnings)> AddAsync(
        LockOptions options, BackendCatalogue catalogue, IndexConnection connection, CancellationToken cancellationToken)
    {
        List<Diagnostic> warnings = [];
        foreach (string text in options.Backends.Distinct())
        {
            if (!BackendName.TryParse(text, out BackendName? name) || catalogue.Find(name) is not null || UnlistedBackend.Of(name, catalogue) is not { } backend) continue;
            if (await FindAsync(options, catalogue, backend, connection, cancellationToken) is not { } found) continue;
            catalogue = catalogue with { All = catalogue.All.Add(found) };
            warnings.Add(new Diagnostic(DiagnosticCode.UnknownBackend, Severity.Warning, $"`{name}` is not in the catalogue, but on PyTorch's index; which GPUs it serves is not known")
            {
                Hints = [$"`[tool.ltt.backends.{name}]` or `--catalogue FILE` can say so"],
            });
        }

        return (catalogue, [.. warnings]);
    }

    private static async Task<Backend?> FindAsync(LockOptions options, BackendCatalogue catalogue, Backend backend, IndexConnection connection, CancellationToken cancellationToken)
    {
        Channel channel = ChannelChoice.Of(catalogue, options.Channel, options.Resolution.Prereleases, options.ChannelPlace);
        try
        {
            if (IndexRouting.Router(options.Index, [], catalogue, channel).Route(s_torch, backend) is not IndexRoute.Simple index) return null;
            ProjectListing? torch = await connection.Source(index).FindAsync(s_torch, cancellationToken);
            return torch is null ? null : UnlistedBackend.WithBuilds(backend, torch);
        }
        catch (LttException failure) when (failure.Diagnostics[0].Code is DiagnosticCode.IndexUnreachable or DiagnosticCode.Offline)
        {
            return null; // to the user it is a name that nobody knows
        }
    }
}
