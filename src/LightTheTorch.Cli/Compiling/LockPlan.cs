using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Resolution;
using LightTheTorch.Targets;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.Cli.Compiling;

/// <summary>Everything that is decided before the first index is asked.</summary>
internal sealed record LockPlan
{
    /// <summary>Backend by backend in the order asked for, then platform, then Python; those that cannot be are left out.</summary>
    public required ImmutableArray<Target> Targets { get; init; }

    /// <summary>The backends that have a target left.</summary>
    public required ImmutableArray<Backend> Backends { get; init; }

    public required IndexRouter Router { get; init; }

    /// <summary>The branch of PyTorch's index.</summary>
    public required Channel Channel { get; init; }

    /// <summary>Addresses of pages of links, with placeholders perhaps, whose names come from there.</summary>
    public required ImmutableArray<string> FindLinks { get; init; }

    /// <summary>What the user's own words ask of torch for a target.</summary>
    public required Func<Target, SpecifierSet> Torch { get; init; }

    /// <summary>Full path of the folder that the locks go to.</summary>
    public required string Folder { get; init; }

    /// <summary>Which files are written there.</summary>
    public required LockFormat Format { get; init; }

    public required string InputsSha256 { get; init; }

    /// <summary>The options that change the answer, as the header says them.</summary>
    public required ImmutableArray<string> Options { get; init; }

    /// <summary>What the resolver is asked for each target.</summary>
    public required Func<Target, ResolutionRequest> Question { get; init; }

    /// <summary>The locks that will be replaced, as far as they could be read.</summary>
    public required ImmutableDictionary<BackendName, BackendLock> Old { get; init; }

    /// <summary>The versions of another tool's lock that are preferred where there is no lock yet; null: there is none to take them from.</summary>
    public required ForeignPins? Foreign { get; init; }

    /// <summary>What the user should know: targets that were left out.</summary>
    public required ImmutableArray<Diagnostic> Notes { get; init; }
}
