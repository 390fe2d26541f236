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
            .GroupBy(static one => (one.Note.Code, one.Note.Location, Common(one.Target, one.Note.Message)))
            .Select(static same => same.First().Note with { Message = Named(same.Key.Item3, [.. same.Select(static one => one.Target).DistinctBy(static target => target.ToString())]) }),
    ];

    /// <summary>How a note names its targets; <see cref="Merge"/> finds it again.</summary>
    internal static string For(ImmutableArray<Target> targets) => $" for {string.Join(", ", targets)}: ";

    private static (string Before, string? After) Common(Target target, string message) =>
        message.Split(For([target]), 2) is [var before, var after] ? (before, after) : (message, null);

    private static string Named((string Before, string? After) common, ImmutableArray<Target> targets) =>
        common.After is null ? common.Before : $"{common.Before}{For(targets)}{common.After}";
}
