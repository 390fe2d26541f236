using System.Collections.Immutable;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.Resolution.Agreeing;

/// <summary>What became of a question to several targets at once.</summary>
public abstract record JointResult
{
    private JointResult()
    {
    }

    /// <param name="Answers">In the order of the questions.</param>
    /// <param name="Shared">In the order in which they were asked for; packages that no target needs are left out.</param>
    public sealed record Agreed(ImmutableArray<ResolutionResult.Resolved> Answers, ImmutableArray<SharedVersion> Shared) : JointResult;

    /// <param name="Explanation">Which target can take which versions.</param>
    public sealed record Disagreed(Diagnostic Explanation) : JointResult;
}
