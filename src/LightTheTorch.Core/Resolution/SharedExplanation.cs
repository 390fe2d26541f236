using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.Resolution.Agreeing;
using LightTheTorch.Targets;

namespace LightTheTorch.Resolution;

/// <summary>One error for all targets that have no answer for the same reasons.</summary>
internal static class SharedExplanation
{
    public static ImmutableArray<(Diagnostic Told, ImmutableArray<Explanation> Same)> Diagnostics(IEnumerable<Explanation> explanations) =>
    [
        .. explanations
            .GroupBy(static one => (one.Target.Backend, Reasons(one), one.Location))
            .GroupBy(static own => (own.Key.Item2, own.Key.Location, Targets: Names(own)))
            .Select(static same => same.SelectMany(static own => own).ToImmutableArray())
            .Select(static same => (Merge(same), same)),
    ];

    private static string Reasons(Explanation explanation) => string.Join('\n', explanation.Sentences.Select(static sentence => sentence.Shared));

    private static string Names(IEnumerable<Explanation> explanations) => string.Join(", ", explanations.Select(static one => one.Target.ToString()).Distinct());

    // Backends that share an error have the same targets.
    private static Diagnostic Merge(ImmutableArray<Explanation> same)
    {
        bool isOne = same.DistinctBy(static one => one.Target.ToString()).Count() == 1;
        string backends = string.Join(", ", same.Select(static one => one.Target.Backend.Value).Distinct());
        StringBuilder text = new($"no versions meet all requirements for {backends} on {Names(same)}:");
        int number = 0;
        foreach (Statement sentence in same[0].Sentences) text.Append(CultureInfo.InvariantCulture, $"\n  {++number}. {(isOne ? sentence.Text : sentence.Shared)}");
        return new Diagnostic(DiagnosticCode.NoSolution, Severity.Error, text.ToString(), same[0].Location) { Hints = [.. Hints(same, isOne).Take(Explanation.MostHints)] };
    }

    // What helps all stands first, and then what would be the first hint of each; what helps some says whom.
    private static IEnumerable<string> Hints(ImmutableArray<Explanation> same, bool isOne)
    {
        TargetPhrases phrases = new(same.Select(static one => one.Target));
        int backends = same.DistinctBy(static one => one.Target.Backend).Count();
        return same
            .SelectMany(static one => one.Hints.Select((hint, rank) => (Hint: hint, Rank: rank, one.Target)))
            .GroupBy(static told => told.Hint.Shared)
            .Select(static told => (First: told.First().Hint, Rank: told.Min(static one => one.Rank), Targets: told.Select(static one => one.Target).Distinct().ToImmutableArray()))
            .OrderBy(told => told.Targets.Length == same.Length ? 0 : 1)
            .ThenBy(static told => told.Rank)
            .Select(told => told.Targets.Length == same.Length ? isOne ? told.First.Text : told.First.Shared : $"for {Whom(told.Targets)}: {Hint(told.First, told.Targets)}");

        // A backend is named only where the same target of another one is not meant.
        string Whom(ImmutableArray<Target> targets)
        {
            ImmutableArray<string> names = [.. targets.Select(static target => target.ToString()).Distinct()];
            return backends > 1 && names.Length * backends > targets.Length ? phrases.Of(targets) : string.Join(", ", names);
        }

        static string Hint(Statement hint, ImmutableArray<Target> targets) => targets.DistinctBy(static target => target.ToString()).Count() == 1 ? hint.Text : hint.Shared;
    }
}
