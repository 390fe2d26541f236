using System.Collections.Immutable;
using LightTheTorch.Cli.Compiling;
using LightTheTorch.Names;
using LightTheTorch.Versions;

namespace LightTheTorch.Cli.Rendering;

/// <summary>One version of torch, and the backends that got it.</summary>
/// <param name="Version">Without its local part.</param>
/// <param name="Backends">In the order of the locks.</param>
internal sealed record TorchSkew(PyVersion Version, ImmutableArray<BackendName> Backends)
{
    /// <summary>The newest first; one row if all backends have the same, none without torch.</summary>
    public static IReadOnlyList<TorchSkew> Of(IEnumerable<CompiledLock> locks) =>
    [
        .. locks.SelectMany(one => one.Lock.Header.Torch.Select(torch => (Version: torch.Public, one.Backend.Name)))
            .GroupBy(row => row.Version, row => row.Name)
            .Select(rows => new TorchSkew(rows.Key, [.. rows.Distinct()]))
            .OrderByDescending(row => row.Version),
    ];
}
