using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Versions;

namespace LightTheTorch.Resolution.Agreeing;

/// <summary>Says why targets cannot share versions: what each of them can take, and what would help.</summary>
internal sealed class JointExplainer(ImmutableArray<JointQuestion> questions, ImmutableArray<SharedName> names, JointSearch search)
{
    private const int MostHints = 3;

    public async ValueTask<Diagnostic> ExplainAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<(SharedName Name, ImmutableArray<ImmutableArray<PyVersion>> Versions)> all =
        [
            .. await Task.WhenAll(names.Select(async name => (name, ImmutableArray.Create(await Task.WhenAll(name.Needers.Select(i => search.AllOfAsync(name, i, cancellationToken).AsTask())))))),
        ];
        ImmutableArray<(SharedName Name, ImmutableArray<ImmutableArray<PyVersion>> Versions)> torn = [.. all.Where(static one => Common(one.Versions).IsEmpty)];
        TargetPhrases phrases = new(questions.Select(static question => question.Request.Target));
        StringBuilder text = new();
        text.Append(torn.IsEmpty ? $"no versions of {List(names.Select(Quoted))} go together for all {phrases.All}:" : $"no version of {string.Join(" or ", torn.Select(static one => Quoted(one.Name)))} fits all {phrases.All}:");
        int number = 0;
        foreach ((SharedName name, ImmutableArray<ImmutableArray<PyVersion>> versions) in torn.IsEmpty ? all : torn)
        {
            foreach (string sentence in Sentences(name, versions)) text.Append(CultureInfo.InvariantCulture, $"\n  {++number}. {sentence}");
        }

        PackageName first = (torn.IsEmpty ? names[0] : torn[0].Name).Name;
        return new Diagnostic(DiagnosticCode.NoSolution, Severity.Error, text.ToString(), Origin(first)) { Hints = [.. await HintsAsync(cancellationToken)] };
    }

    private static string Quoted(SharedName name) => $"`{name.Name}`";

    private static string List(IEnumerable<string> items) => string.Join(" and ", items);

    private static ImmutableHashSet<PyVersion> Common(ImmutableArray<ImmutableArray<PyVersion>> versions) =>
        versions.Select(static one => one.ToImmutableHashSet()).Aggregate(static (left, right) => left.Intersect(right));

    private SourceLocation? Origin(PackageName name)
    {
        InputRequirement? direct = questions[0].Request.Requirements.FirstOrDefault(input => input.Requirement.Name.Equals(name));
        return direct?.Origin;
    }

    // Targets that can take the same are told of together.
    private IEnumerable<string> Sentences(SharedName name, ImmutableArray<ImmutableArray<PyVersion>> versions)
    {
        ImmutableArray<PyVersion> all = [.. versions.SelectMany(static one => one).Distinct().Order()];
        TargetPhrases phrases = new(name.Needers.Select(i => questions[i].Request.Target));
        return name.Needers.Zip(versions)
            .GroupBy(one => Runs([.. one.Second], all), one => questions[one.First].Request.Target)
            .Select(group => $"{phrases.Of(group)} can take `{name.Name}` {group.Key}");
    }

    // Versions that no target can take do not interrupt a run.
    private static string Runs(HashSet<PyVersion> versions, ImmutableArray<PyVersion> all)
    {
        List<(PyVersion First, PyVersion Last)> runs = [];
        bool open = false;
        foreach (PyVersion version in all)
        {
            bool inside = versions.Contains(version);
            if (inside && open) runs[^1] = (runs[^1].First, version);
            else if (inside) runs.Add((version, version));
            open = inside;
        }

        return string.Join(", ", runs.Select(static run => run.First == run.Last ? $"{run.First}" : $"{run.First} to {run.Last}"));
    }

    // Each of these questions was asked and has an answer.
    private async ValueTask<IEnumerable<string>> HintsAsync(CancellationToken cancellationToken)
    {
        List<string> hints = [];
        BackendName[] backends = [.. questions.Select(static question => question.Request.Target.Backend).Distinct()];
        if (backends.Length > 2)
        {
            foreach (BackendName backend in backends)
            {
                if (await WithoutAsync(backend, cancellationToken) is { } shared) hints.Add($"without `{backend}` the others can share {shared}");
            }
        }

        if (names.Length > 1)
        {
            foreach (SharedName name in names)
            {
                if (await new JointSearch(questions, [name]).FindAsync(cancellationToken) is { } found) hints.Add($"`--same-versions={name.Name}` has an answer: {Text(found.Shared)}");
            }
        }

        return [.. hints.Take(MostHints - 1), $"without `--same-versions` each {(backends.Length > 1 ? "backend" : "target")} has an answer of its own"];
    }

    private async ValueTask<string?> WithoutAsync(BackendName backend, CancellationToken cancellationToken)
    {
        ImmutableArray<int> left = [.. Enumerable.Range(0, questions.Length).Where(i => !questions[i].Request.Target.Backend.Equals(backend))];
        ImmutableArray<SharedName> shared =
        [
            .. names.Select(name => name with { Alone = [.. left.Select(i => name.Alone[i])] }).Where(static name => name.Needers.Any())
                .Select(static name => name with { Order = name.Order with { Start = (name.Order.IsLowest ? name.Alone.OfType<PyVersion>().Max() : name.Alone.OfType<PyVersion>().Min())! } }),
        ];
        JointSearch others = new([.. left.Select(i => questions[i])], shared);
        return shared.IsEmpty || await others.FindAsync(cancellationToken) is not { } found ? null : Text(found.Shared);
    }

    private static string Text(ImmutableArray<SharedVersion> shared) => List(shared.Select(static one => $"`{one.Name}` {one.Version}"));
}
