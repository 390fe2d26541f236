using System.Collections.Immutable;
using LightTheTorch.Cli.Commands;
using LightTheTorch.Hardware;
using LightTheTorch.IO.Python;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Syncing;

/// <summary>What <c>ltt sync</c> was asked to do. The finders are not called for what the command line has decided already.</summary>
internal sealed record SyncOptions
{
    /// <summary>A lock or a folder with locks, in full.</summary>
    public required string Path { get; init; }

    /// <summary>The backend asked for, and by what; null to look at the machine.</summary>
    public required (string Name, string By)? Backend { get; init; }

    /// <summary>What was typed that a command line in a hint has to say again, each word behind a blank.</summary>
    public string Words { get; init; } = "";

    /// <summary>With the user's own backends, so that their locks are chosen too.</summary>
    public required BackendCatalogue Catalogue { get; init; }

    public required Func<CancellationToken, Task<Interpreter>> FindInterpreter { get; init; }

    public required Func<BackendCatalogue, CancellationToken, Task<MachineReport>> FindMachine { get; init; }

    public required bool Prune { get; init; }

    /// <summary>Packages to install anew although they are there; empty for none.</summary>
    public ImmutableHashSet<PackageName> Reinstall { get; init; } = [];

    public required bool DryRun { get; init; }

    public required ImmutableArray<UrlRewrite> Rewrites { get; init; }

    public required IndexSettings Index { get; init; }

    /// <summary>The user's own indexes, whose passwords their files want too.</summary>
    public ImmutableArray<UserSource> Sources { get; init; } = [];

    public required Speech Speech { get; init; }
}
