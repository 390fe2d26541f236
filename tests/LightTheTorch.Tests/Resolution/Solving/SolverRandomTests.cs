using System.Collections.Immutable;
using CsCheck;
using LightTheTorch.Names;
using LightTheTorch.Resolution.Solving;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Resolution.Solving;

public sealed class SolverRandomTests
{
    private const int Packages = 5;

    // Each version of each package, the root first: the dependencies as package and bits of its allowed versions.
    private static readonly Gen<ImmutableArray<ImmutableArray<ImmutableArray<(int Package, int Allowed)>>>> s_universes =
        Gen.Select(Gen.Int[1, Packages], Gen.Int[1, 15]).List[0, 3]
            .Select(list => list.Select(static d => (d.Item1, d.Item2)).DistinctBy(static d => d.Item1).ToImmutableArray())
            .Array[4].Select(ImmutableArray.Create)
            .Array[Packages + 1].Select(ImmutableArray.Create);

    [Fact]
    public Task SolveAsync_AgreesWithBruteForce() => AgreesAsync(1_000);

    [Fact]
    [Trait("Category", "Wide")]
    public Task SolveAsync_AgreesWithBruteForceOnMany() => AgreesAsync(10_000);

    private static async Task AgreesAsync(int count)
    {
        await s_universes.Seeded().SampleAsync(
            async universe =>
            {
                SolverOutcome outcome = await new Solver(new TableProvider(universe)).SolveAsync(CancellationToken.None);
                if (outcome is not SolverOutcome.Solved solved) return !Answers(universe).Any(answer => IsValid(universe, answer));
                int?[] selection = new int?[Packages + 1];
                foreach ((SolverPackage package, int version) in solved.Decisions) selection[package.Index] = version;
                return IsValid(universe, selection) && IsReachable(universe, selection);
            },
            iter: count);
    }

    private static IEnumerable<int?[]> Answers(ImmutableArray<ImmutableArray<ImmutableArray<(int Package, int Allowed)>>> universe)
    {
        int states = universe[0].Length + 1;
        for (int code = 0; code < Math.Pow(states, Packages); code++)
        {
            int?[] answer = new int?[Packages + 1];
            answer[0] = 0;
            int rest = code;
            for (int i = 1; i <= Packages; i++)
            {
                answer[i] = rest % states == 0 ? null : (rest % states) - 1;
                rest /= states;
            }

            yield return answer;
        }
    }

    private static bool IsValid(ImmutableArray<ImmutableArray<ImmutableArray<(int Package, int Allowed)>>> universe, int?[] selection) =>
        selection.Index().All(pick => pick.Item is not { } version
            || universe[pick.Index][version].All(need => selection[need.Package] is { } chosen && (need.Allowed >> chosen & 1) != 0));

    private static bool IsReachable(ImmutableArray<ImmutableArray<ImmutableArray<(int Package, int Allowed)>>> universe, int?[] selection)
    {
        HashSet<int> seen = [0];
        Queue<int> queue = new([0]);
        while (queue.TryDequeue(out int package))
        {
            if (selection[package] is not { } version) continue;
            foreach ((int needed, _) in universe[package][version])
            {
                if (seen.Add(needed)) queue.Enqueue(needed);
            }
        }

        return selection.Index().All(pick => pick.Item is null || seen.Contains(pick.Index));
    }

    private sealed class TableProvider(ImmutableArray<ImmutableArray<ImmutableArray<(int Package, int Allowed)>>> universe) : ISolverProvider
    {
        private readonly HashSet<(int Package, int Version)> _expanded = [];
        private readonly HashSet<(int Affected, int Package)> _takenBack = [];
        private SolverPackage? _hasty;

        private readonly ImmutableArray<SolverPackage> _packages =
        [
            SolverPackage.Root(0),
            .. Enumerable.Range(1, Packages).Select(i => SolverPackage.Project(
                i, PackageName.Parse($"p{i}"), [.. Enumerable.Range(1, universe[i].Length).Select(static v => PyVersion.Parse($"{v}"))])),
        ];

        public SolverPackage Root => _packages[0];

        public bool IsStale => false;

        public (SolverPackage Package, int Version) Choose(PartialSolution solution)
        {
            Term term = solution.Open()[0];
            return (term.Package, term.Versions.Members().Last());
        }

        public ValueTask<ImmutableArray<SolverFact>> ExpandAsync(SolverPackage package, int version, CancellationToken cancellationToken)
        {
            if (!_expanded.Add((package.Index, version))) return new([]);
            ImmutableArray<SolverFact>.Builder facts = ImmutableArray.CreateBuilder<SolverFact>();
            foreach ((int needed, int allowed) in universe[package.Index][version])
            {
                CandidateSet versions = CandidateSet.Where(universe[needed].Length, i => (allowed >> i & 1) != 0);
                Term dependent = new(package, CandidateSet.Only(package.Versions.Length, version), IsPositive: true);
                if (Incompatibility.Fact(new Cause.Root(), dependent, new Term(_packages[needed], versions, IsPositive: false)) is { } fact)
                    facts.Add(new SolverFact(fact));
            }

            return new(facts.DrainToImmutable());
        }

        public void OnConflict(SolverPackage affected, Incompatibility conflict)
        {
            Assert.NotNull(conflict.TermOf(affected));
            _hasty = conflict.Terms.Select(static term => term.Package).FirstOrDefault(package => package.Kind != PackageKind.Root && _takenBack.Add((affected.Index, package.Index)));
        }

        // Whatever is taken back, the answer has to be right.
        public SolverPackage? TakeBack()
        {
            SolverPackage? hasty = _hasty;
            _hasty = null;
            return hasty;
        }
    }
}
