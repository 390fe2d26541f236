using System.Collections.Immutable;
using System.Diagnostics;
using LightTheTorch.Locking;
using LightTheTorch.Versions;

namespace LightTheTorch.Cli.Rendering;

/// <summary>Differences between locks as lines of text: <c>+</c> added, <c>-</c> removed, <c>~</c> changed or rebuilt, each with its cause.</summary>
internal static class LockDiffText
{
    public static string Line(LockDiff difference)
    {
        (string kind, ImmutableArray<PyVersion> from, ImmutableArray<PyVersion> to, ImmutableArray<Via> via) = Parts(difference);
        string versions = kind switch
        {
            "added" => $"+ {difference.Name} {Join(to)}",
            "removed" => $"- {difference.Name} {Join(from)}",
            "changed" => $"~ {difference.Name} {Join(from)} -> {Join(to)}",
            _ => $"~ {difference.Name} {Join(to)} (the same version from other files)",
        };
        return via.IsEmpty ? versions : $"{versions}  # {string.Join("; ", via)}";
    }

    /// <summary>The same parts for every kind, for JSON: the kind's name, versions before and after, and the reasons.</summary>
    public static (string Kind, ImmutableArray<PyVersion> From, ImmutableArray<PyVersion> To, ImmutableArray<Via> Via) Parts(LockDiff difference) => difference switch
    {
        LockDiff.Added added => ("added", [], added.Versions, added.Via),
        LockDiff.Removed removed => ("removed", removed.Versions, [], removed.Via),
        LockDiff.Changed changed => ("changed", changed.From, changed.To, changed.NewVia),
        LockDiff.Rebuilt rebuilt => ("rebuilt", rebuilt.Versions, rebuilt.Versions, []),
        _ => throw new UnreachableException(),
    };

    private static string Join(ImmutableArray<PyVersion> versions) => string.Join(" / ", versions);
}
