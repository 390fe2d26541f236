using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.Targets;

namespace LightTheTorch.Resolution;

/// <summary>Why there is no answer: facts of which none can be left out, and what would help.</summary>
/// <param name="Target">For what there is none.</param>
/// <param name="Sentences">From the user's requirements outwards; without numbers and full stops.</param>
/// <param name="Hints">At most three; each was tried, or follows from the index's pages.</param>
/// <param name="Location">The first requirement that takes part.</param>
public sealed record Explanation(Target Target, ImmutableArray<string> Sentences, ImmutableArray<string> Hints, SourceLocation? Location)
{
    private const int MostHints = 3;

    /// <summary>As an error that ends the command.</summary>
    public Diagnostic ToDiagnostic() => new(DiagnosticCode.NoSolution, Severity.Error, Text(), Location) { Hints = Hints };

    /// <summary>The same for several targets: those of one backend with the same reasons share an error.</summary>
    public static ImmutableArray<Diagnostic> ToDiagnostics(IEnumerable<Explanation> explanations) =>
    [
        .. from one in explanations
           group one by (one.Target.Backend, string.Join('\n', one.Sentences), one.Location) into same
           select same.First().Of([.. same]),
    ];

    /// <summary>The sentences, numbered, and the hints behind them.</summary>
    public override string ToString() => Text() + string.Concat(Hints.Select(static hint => $"\nhint: {hint}"));

    private Diagnostic Of(ImmutableArray<Explanation> same) =>
        new(DiagnosticCode.NoSolution, Severity.Error, Text(same), Location) { Hints = [.. same.SelectMany(one => one.Hints).Distinct().Take(MostHints)] };

    private string Text(params ImmutableArray<Explanation> same)
    {
        string targets = same.IsEmpty ? Target.ToString() : string.Join(", ", same.Select(one => one.Target));
        StringBuilder text = new($"no versions meet all requirements for {Target.Backend} on {targets}:");
        for (int i = 0; i < Sentences.Length; i++) text.Append(CultureInfo.InvariantCulture, $"\n  {i + 1}. {Sentences[i]}");
        return text.ToString();
    }
}
