using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Versions;

namespace LightTheTorch.Locking;

/// <summary>Who needs whom in a lock, read from its <c># via</c> reasons; over all targets, or for one.</summary>
public sealed class LockGraph
{
    private readonly ImmutableSortedDictionary<PackageName, LockNode> _nodes;

    /// <param name="locked">The lock.</param>
    /// <param name="target">Its name as in the header, or null for all targets together.</param>
    public LockGraph(BackendLock locked, string? target = null)
    {
        _nodes = locked.Packages
            .Where(package => target is null || package.Targets.Contains(target))
            .GroupBy(package => package.Name)
            .ToImmutableSortedDictionary(
                group => group.Key,
                group => Node(group.Key, [.. group], target));
    }

    public IEnumerable<LockNode> Nodes => _nodes.Values;

    /// <summary>What the user asked for, by name.</summary>
    public IEnumerable<LockNode> Roots => Nodes.Where(node => node.Via.OfType<Via.Direct>().Any());

    public LockNode? Find(PackageName name) => _nodes.GetValueOrDefault(name);

    /// <summary>What a package needs, by name, each with the requirement that says so.</summary>
    public IEnumerable<(LockNode Child, Via.Parent Because)> Children(PackageName name) =>
        Nodes.Select(node => (node, node.Via.OfType<Via.Parent>().FirstOrDefault(parent => parent.Name.Equals(name)))).Where(edge => edge.Item2 is not null).Select(edge => (edge.node, edge.Item2!));

    /// <summary>Where the parent's requirements for the child hold, if that is not wherever the parent is locked; empty otherwise.</summary>
    public ImmutableArray<string> OnlyOn(PackageName parent, LockNode child)
    {
        if (Find(parent) is not { } above) return [];
        ImmutableHashSet<string> holds = [.. child.Reasons.Where(via => via.Reason is Via.Parent one && one.Name.Equals(parent)).SelectMany(via => via.Targets)];
        return above.Targets.All(holds.Contains) ? [] : [.. above.Targets.Where(holds.Contains)];
    }

    /// <summary>For each of the user's own requirements that leads to a package, the shortest chain from there, the requirement first.</summary>
    public ImmutableArray<ImmutableArray<LockStep>> ChainsTo(PackageName name)
    {
        if (Find(name) is not { } wanted) return [];
        // Breadth first from the package towards the roots: the first time a package is met is by its shortest way.
        Dictionary<PackageName, ImmutableArray<LockStep>> ways = new() { [name] = [] };
        Queue<LockNode> open = new([wanted]);
        ImmutableArray<ImmutableArray<LockStep>>.Builder chains = ImmutableArray.CreateBuilder<ImmutableArray<LockStep>>();
        while (open.TryDequeue(out LockNode? node))
        {
            ImmutableArray<LockStep> rest = ways[node.Name];
            foreach (Via.Direct direct in node.Via.OfType<Via.Direct>()) chains.Add([new LockStep(direct, node), .. rest]);
            foreach (Via.Parent parent in node.Via.OfType<Via.Parent>())
            {
                if (Find(parent.Name) is not { } above || !ways.TryAdd(parent.Name, [new LockStep(parent, node), .. rest])) continue;
                open.Enqueue(above);
            }
        }

        return chains.ToImmutable();
    }

    // A reason without targets holds wherever the line is locked that it stands at; the lines of a package differ in that.
    private static LockNode Node(PackageName name, ImmutableArray<LockedPackage> lines, string? target)
    {
        ImmutableArray<LockedVia> reasons =
        [
            .. lines
                .SelectMany(line => line.Via.SelectMany(via => (via.Targets.IsEmpty ? line.Targets : via.Targets).Where(one => target is null || one == target).Select(one => (via.Reason, Target: one))))
                .GroupBy(reason => reason.Reason, reason => reason.Target)
                .Select(reason => new LockedVia(reason.Key, [.. reason])),
        ];
        return new LockNode(
            name,
            [.. lines.Select(line => line.Version).Distinct().OrderDescending()],
            [.. lines.SelectMany(line => line.Targets).Where(one => target is null || one == target).Distinct()],
            reasons);
    }
}

/// <summary>A package of a lock: its versions over the targets, newest first.</summary>
/// <param name="Name">The package.</param>
/// <param name="Versions">All of them, newest first.</param>
/// <param name="Targets">Where it is locked.</param>
/// <param name="Reasons">Everyone who asks for it, each with the targets where that holds; never without targets.</param>
public sealed record LockNode(PackageName Name, ImmutableArray<PyVersion> Versions, ImmutableArray<string> Targets, ImmutableArray<LockedVia> Reasons)
{
    public IEnumerable<Via> Via => Reasons.Select(via => via.Reason);
}

/// <summary>One link of a chain: the reason, and the package that it brings.</summary>
public sealed record LockStep(Via Because, LockNode Brings);
