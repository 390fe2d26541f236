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
                group => new LockNode(
                    group.Key,
                    [.. group.Select(package => package.Version).Distinct().OrderDescending()],
                    [.. group.SelectMany(package => package.Via).Where(via => target is null || via.Targets.IsEmpty || via.Targets.Contains(target)).Select(via => via.Reason).Distinct()]));
    }

    public IEnumerable<LockNode> Nodes => _nodes.Values;

    /// <summary>What the user asked for, by name.</summary>
    public IEnumerable<LockNode> Roots => Nodes.Where(node => node.Via.OfType<Via.Direct>().Any());

    public LockNode? Find(PackageName name) => _nodes.GetValueOrDefault(name);

    /// <summary>What a package needs, by name, each with the requirement that says so.</summary>
    public IEnumerable<(LockNode Child, Via.Parent Because)> Children(PackageName name) =>
        Nodes.Select(node => (node, node.Via.OfType<Via.Parent>().FirstOrDefault(parent => parent.Name.Equals(name)))).Where(edge => edge.Item2 is not null).Select(edge => (edge.node, edge.Item2!));

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
}

/// <summary>A package of a lock: its versions over the targets, newest first, and everyone who asks for it.</summary>
public sealed record LockNode(PackageName Name, ImmutableArray<PyVersion> Versions, ImmutableArray<Via> Via);

/// <summary>One link of a chain: the reason, and the package that it brings.</summary>
public sealed record LockStep(Via Because, LockNode Brings);
