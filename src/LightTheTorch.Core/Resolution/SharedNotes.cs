using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Targets;

namespace LightTheTorch.Resolution;

/// <summary>What is to be said of the answers of several targets, each thing once.</summary>
public static class SharedNotes
{
    /// <param name="notes">In the order of the targets.</param>
    public static ImmutableArray<Diagnostic> Merge(IEnumerable<(Target Target, Diagnostic Note)> notes) =>
    [
        .. notes
            .GroupBy(static one => (one.Note.Code, one.Note.Location, one.Note.AroundTargets, Message: one.Note.AroundTargets is null ? one.Note.Message : null))
            .Select(static same => same.Key.AroundTargets is { } around
                ? same.First().Note with { Message = Named(around, [.. same.Select(static one => one.Target).DistinctBy(static target => target.ToString())]) }
                : same.First().Note),
    ];

    /// <summary>A note that names its target, which <see cref="Merge"/> can say of others as well.</summary>
    internal static Diagnostic Of(Target target, DiagnosticCode code, string before, string behind) =>
        new(code, Severity.Note, Named((before, behind), [target])) { AroundTargets = (before, behind) };

    private static string Named((string Before, string Behind) around, ImmutableArray<Target> targets) => $"{around.Before} for {string.Join(", ", targets)}: {around.Behind}";
}
