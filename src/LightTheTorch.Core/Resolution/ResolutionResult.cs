using System.Collections.Immutable;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.Resolution;

/// <summary>The answer to a <see cref="ResolutionRequest"/>. That there is none is an answer too, not an exception.</summary>
public abstract record ResolutionResult
{
    private ResolutionResult()
    {
    }

    /// <summary>How much work it was; the same for every run of the same question.</summary>
    public required ResolutionEffort Effort { get; init; }

    /// <param name="Pins">Sorted by name.</param>
    /// <param name="Notes">What the user should know about them: yanked files, older versions taken, files without an upload time.</param>
    public sealed record Resolved(ImmutableArray<Pin> Pins, ImmutableArray<Diagnostic> Notes) : ResolutionResult;

    public sealed record Unresolvable(Explanation Explanation) : ResolutionResult;
}
