using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Targets;

namespace LightTheTorch.Resolution;

/// <summary>Why there is no answer: facts of which none can be left out, and what would help.</summary>
/// <param name="Target">For what there is none.</param>
/// <param name="Sentences">From the user's requirements outwards; without numbers and full stops.</param>
/// <param name="Hints">At most <see cref="MostHints"/>; each was tried, or follows from the index's pages.</param>
/// <param name="Location">The first requirement that takes part.</param>
public sealed record Explanation(Target Target, ImmutableArray<Statement> Sentences, ImmutableArray<Statement> Hints, SourceLocation? Location)
{
    /// <summary>More than this nobody reads.</summary>
    internal const int MostHints = 3;

    /// <summary>As an error that ends the command.</summary>
    public Diagnostic ToDiagnostic() => ToDiagnostics([this])[0];

    /// <summary>The same for several targets: those with the same reasons share an error.</summary>
    public static ImmutableArray<Diagnostic> ToDiagnostics(IEnumerable<Explanation> explanations) => [.. Shared(explanations).Select(static one => one.Told)];

    /// <summary>The same, each error with those that share it: their sentences differ in nothing but the names of targets.</summary>
    public static ImmutableArray<(Diagnostic Told, ImmutableArray<Explanation> Same)> Shared(IEnumerable<Explanation> explanations) => SharedExplanation.Diagnostics(explanations);

    /// <summary>The sentences, numbered, and the hints behind them.</summary>
    public override string ToString() => ToDiagnostic() is var told ? told.Message + string.Concat(told.Hints.Select(static hint => $"\nhint: {hint}")) : "";
}
