using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;

namespace LightTheTorch.Cli.Compiling;

/// <summary>What <c>ltt lock --check</c> found of one file.</summary>
/// <param name="Backend">Whose lock.</param>
/// <param name="Path">The full path of the file, whether it is there or not.</param>
/// <param name="Reasons">Why it is out of date; empty when it is not.</param>
internal sealed record CheckedLock(BackendName Backend, string Path, ImmutableArray<StaleReason> Reasons)
{
    public bool IsUpToDate => Reasons.IsEmpty;
}

/// <summary>One reason why a lock is not what <c>ltt lock</c> would write.</summary>
/// <param name="Kind">For programs: <c>missing</c>, <c>damaged</c>, <c>edited</c>, <c>targets</c>, <c>options</c>, <c>inputs</c>, <c>forms</c>, <c>versions</c>, <c>resolution</c>.</param>
/// <param name="Message">For people, as a sentence about the file.</param>
/// <param name="Place">The line of the input that made the difference, where one did.</param>
internal sealed record StaleReason(string Kind, string Message, SourceLocation? Place = null);
