using System.Collections.Immutable;
using LightTheTorch.Resolution.Solving;

namespace LightTheTorch.Resolution.Explaining;

/// <summary>
/// The facts that a proof rests on, as few as possible. A derivation (solver.md, "Derivation Graph") repeats the solver's detours; but its leaves are
/// facts about the world, and a subset of them that still has no solution, and of which nothing can be left out, is the shortest thing to tell.
/// </summary>
internal static class ProofCore
{
    // Each trial costs a small solve; proofs that would need more than this are told as they are.
    private const int MostTrials = 400;

    // The requirements of hundreds of versions for one package are told in one sentence: so they are tried in so many parts, not one by one.
    private const int MostParts = 16;

    public static async ValueTask<ImmutableArray<ExplainedFact>> OfAsync(Incompatibility failure, SolverPackage root, CancellationToken cancellationToken)
    {
        List<ExplainedFact> facts = Group(Leaves(failure));
        List<ImmutableArray<ExplainedFact>> parts = Parts(facts);
        if (parts.Count > MostTrials) return [.. facts];

        // What was met last stands farthest from the user's own requirements: try to do without it first.
        HashSet<ExplainedFact> needed = new(facts, ReferenceEqualityComparer.Instance);
        for (int i = parts.Count - 1; i >= 0; i--)
        {
            needed.ExceptWith(parts[i]);
            if (await HasAnswerAsync(facts.Where(needed.Contains), root, cancellationToken)) needed.UnionWith(parts[i]);
        }

        return [.. facts.Where(needed.Contains)];
    }

    /// <summary>Whether these facts alone would leave a solution.</summary>
    public static async ValueTask<bool> HasAnswerAsync(IEnumerable<ExplainedFact> facts, SolverPackage root, CancellationToken cancellationToken)
    {
        FactProvider provider = new(root, [.. facts.SelectMany(static fact => fact.Parts)]);
        return await new Solver(provider).SolveAsync(cancellationToken) is SolverOutcome.Solved;
    }

    // In the order of the facts; a part stands where its last fact does.
    private static List<ImmutableArray<ExplainedFact>> Parts(List<ExplainedFact> facts) =>
    [
        .. facts.Index().GroupBy(static item => (item.Item.Package, item.Item.To, item.Item.Cause.GetType()))
            .SelectMany(static group => group.Chunk((group.Count() + MostParts - 1) / MostParts))
            .OrderBy(static part => part[^1].Index)
            .Select(static part => part.Select(static item => item.Item).ToImmutableArray()),
    ];

    // In the order of a walk from the root of the proof, each once.
    private static List<Incompatibility> Leaves(Incompatibility failure)
    {
        List<Incompatibility> leaves = [];
        HashSet<Incompatibility> seen = new([failure], ReferenceEqualityComparer.Instance);
        Stack<Incompatibility> open = new([failure]);
        while (open.TryPop(out Incompatibility? current))
        {
            if (current.Cause is not Cause.Derived derived)
            {
                leaves.Add(current);
                continue;
            }

            if (seen.Add(derived.Other)) open.Push(derived.Other);
            if (seen.Add(derived.Conflict)) open.Push(derived.Conflict);
        }

        return leaves;
    }

    private static List<ExplainedFact> Group(List<Incompatibility> leaves)
    {
        List<ExplainedFact> facts = [];
        foreach (IGrouping<(SolverPackage Package, string Key), Incompatibility> group in leaves
            .Where(static leaf => leaf.Terms.Length > 0)
            .GroupBy(static leaf => (leaf.Terms[0].Package, Key(leaf.Cause))))
        {
            CandidateSet versions = group.Select(static leaf => leaf.Terms[0].Versions).Aggregate(static (all, more) => all.Union(more));
            facts.Add(new ExplainedFact(group.First().Cause, group.Key.Package, versions, [.. group]));
        }

        // From the user's requirements outwards.
        Dictionary<SolverPackage, int> depths = Depths(facts);
        return [.. facts.OrderBy(fact => depths.GetValueOrDefault(fact.Package, int.MaxValue)).ThenBy(static fact => fact.Package.Index)];
    }

    // Requirements are the same if they read the same; each METADATA has its own copy.
    private static string Key(Cause cause) =>
        cause is Cause.Requires requires ? $"{requires.To} {requires.Requirement} {requires.Origin}" : cause.ToString();

    private static Dictionary<SolverPackage, int> Depths(List<ExplainedFact> facts)
    {
        Dictionary<SolverPackage, int> depths = [];
        Queue<SolverPackage> open = new();
        foreach (ExplainedFact fact in facts)
        {
            if (fact.Package.Kind == PackageKind.Root && depths.TryAdd(fact.Package, 0)) open.Enqueue(fact.Package);
        }

        while (open.TryDequeue(out SolverPackage? from))
        {
            foreach (SolverPackage to in facts.Where(fact => fact.Package == from).SelectMany(static fact => fact.Parts).SelectMany(static part => part.Terms)
                .Select(static term => term.Package))
            {
                if (depths.TryAdd(to, depths[from] + 1)) open.Enqueue(to);
            }
        }

        return depths;
    }
}
