using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using LightTheTorch.Names;
using LightTheTorch.Resolution;
using LightTheTorch.Resolution.Agreeing;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Resolution.Agreeing;

/// <summary>Small random universes, one for each of three targets, against trying every combination.</summary>
public sealed class JointRandomTests
{
    private const int Targets = 3;
    private const int Packages = 4;
    private const int Versions = 3;

    private static readonly ImmutableArray<PackageName> s_names = [.. Enumerable.Range(0, Packages).Select(static i => PackageName.Parse($"p{i}"))];

    // Bits of the versions that are allowed, for each package; 0: the package is not needed.
    private static readonly Gen<int[]> s_needs = Gen.Frequency((4, Gen.Const(0)), (1, Gen.Int[1, 7])).Array[Packages];

    // By target, package, version: the dependencies, or null for a version that the target's index does not have.
    private static readonly Gen<int[]?[][][]> s_worlds = Gen.Frequency((5, s_needs.Select(static needs => (int[]?)needs)), (1, Gen.Const((int[]?)null))).Array[Versions].Array[Packages].Array[Targets];

    private static readonly Gen<(int[]?[][][] World, int[] Root, int[] Shared, bool IsLowest)> s_questions = Gen.Select(
        s_worlds, s_needs, Gen.Select(Gen.Shuffle((int[])[0, 1, 2, 3]), Gen.Int[1, 2], static (order, count) => order[..count]), Gen.Bool);

    [Fact]
    public Task ResolveAsync_AgreesWithTryingEverything() => AgreesAsync(400);

    [Fact]
    [Trait("Category", "Wide")]
    public Task ResolveAsync_AgreesWithTryingEverythingOnMany() => AgreesAsync(4_000);

    private static async Task AgreesAsync(int count)
    {
        int agreed = 0;
        int refused = 0;
        await s_questions.Seeded().SampleAsync(
            async question =>
            {
                JointWorld world = World(question.World, question.IsLowest);
                string root = string.Join(" & ", Requirements(question.Root));
                if (await world.AloneAsync(root) is not { } alone) return true;
                JointResult result = await world.ShareAsync(root, alone, [.. question.Shared.Select(static i => s_names[i].Value)]);
                if (result is JointResult.Disagreed) refused++;
                else agreed++;
                return Holds(question.World, question.Root, [.. question.Shared.Select(i => Shared(i, alone, question.IsLowest)).OfType<(int, SharedName)>()], question.Shared, result);
            },
            iter: count,
            threads: 2);
        Assert.InRange(agreed, count * 3 / 20, int.MaxValue);
        Assert.InRange(refused, count / 40, int.MaxValue);
    }

    private static (int, SharedName)? Shared(int package, ImmutableArray<ResolutionResult.Resolved> alone, bool isLowest) =>
        SharedName.Of(s_names[package], alone, isLowest) is { } shared ? (package, shared) : null;

    private static bool Holds(int[]?[][][] world, int[] root, ImmutableArray<(int Package, SharedName Name)> shared, int[] asked, JointResult result)
    {
        int[]?[] answers = result is JointResult.Agreed agreed ? [.. agreed.Answers.Select(Selection)] : new int[]?[Targets];
        if (result is JointResult.Agreed)
        {
            if (!Enumerable.Range(0, Targets).All(t => IsValid(world[t], root, answers[t]!))) return false;
            if (asked.Any(package => answers.Select(answer => answer![package]).Where(static version => version > 0).Distinct().Count() > 1)) return false;
        }

        // Answers that agree alone are not searched for; what turns up only in the search starts another one.
        if (shared.All(static one => one.Name.IsAgreed) && shared.Length == asked.Length) return result is JointResult.Agreed;
        if (shared.Length < asked.Length) return true;
        int[][][] all = [.. world.Select(index => Selections().Where(answer => IsValid(index, root, answer)).ToArray())];
        int[]? best = Tuples(shared).FirstOrDefault(tuple => Enumerable.Range(0, Targets).All(t => HasAnswer(all[t], shared, tuple, t)));
        if (best is null) return result is JointResult.Disagreed;
        return result is JointResult.Agreed && shared.Select((one, k) => answers.All(answer => answer![one.Package] is var version && (version == 0 || version == best[k]))).All(static same => same);
    }

    // In the order of the search: the first package's version counts most.
    private static IEnumerable<int[]> Tuples(ImmutableArray<(int Package, SharedName Name)> shared) => shared
        .Select(static one => Enumerable.Range(1, Versions).OrderBy(static version => Version(version), one.Name.Order))
        .Aggregate((IEnumerable<int[]>)[[]], static (tuples, versions) => tuples.SelectMany(tuple => versions.Select(version => (int[])[.. tuple, version])));

    // Every target that needs the package has it in this version; the others have it so, or not at all.
    private static bool HasAnswer(int[][] answers, ImmutableArray<(int Package, SharedName Name)> shared, int[] tuple, int target) => Array.Exists(
        answers, answer => shared.Select((one, k) => answer[one.Package] == tuple[k] || (answer[one.Package] == 0 && one.Name.Alone[target] is null)).All(static fits => fits));

    private static IEnumerable<int[]> Selections()
    {
        for (int code = 0; code < Math.Pow(Versions + 1, Packages); code++)
        {
            int rest = code;
            int[] answer = new int[Packages];
            for (int i = 0; i < Packages; i++, rest /= Versions + 1) answer[i] = rest % (Versions + 1);
            yield return answer;
        }
    }

    private static bool IsValid(int[]?[][] index, int[] root, int[] answer) => Meets(root, answer)
        && answer.Index().All(pick => pick.Item == 0 || (index[pick.Index][pick.Item - 1] is { } needs && Meets(needs, answer)));

    private static bool Meets(int[] needs, int[] answer) => needs.Index().All(need => need.Item == 0 || (answer[need.Index] > 0 && (need.Item >> (answer[need.Index] - 1) & 1) != 0));

    private static int[] Selection(ResolutionResult.Resolved answer) =>
        [.. s_names.Select(name => answer.Pins.FirstOrDefault(pin => pin.Name.Equals(name)) is { } pin ? int.Parse(pin.Version.ToString(), CultureInfo.InvariantCulture) : 0)];

    private static PyVersion Version(int number) => PyVersion.Parse(number.ToString(CultureInfo.InvariantCulture));

    private static JointWorld World(int[]?[][][] world, bool isLowest) => new("cpu cu118 cu126", Lines(world)) { Options = new ResolutionOptions { Mode = isLowest ? ResolutionMode.Lowest : ResolutionMode.Highest } };

    private static IEnumerable<string> Lines(int[]?[][][] world)
    {
        string[] backends = ["cpu", "cu118", "cu126"];
        for (int t = 0; t < Targets; t++)
        {
            for (int p = 0; p < Packages; p++)
            {
                for (int v = 0; v < Versions; v++)
                {
                    if (world[t][p][v] is { } needs) yield return $"{backends[t]}: p{p} {v + 1} -> {string.Join(" & ", Requirements(needs))}";
                }
            }
        }
    }

    // Every set of three versions as a specifier.
    private static IEnumerable<string> Requirements(int[] needs) => needs.Index().Where(static need => need.Item > 0).Select(static need =>
        $"p{need.Index}>=1{string.Concat(Enumerable.Range(1, Versions).Where(version => (need.Item >> (version - 1) & 1) == 0).Select(static version => $",!={version}"))}");
}
