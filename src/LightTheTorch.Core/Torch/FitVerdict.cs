using System.Collections.Immutable;

namespace LightTheTorch.Torch;

/// <summary>Whether a torch of a backend runs on a machine. A closed hierarchy.</summary>
public abstract record FitVerdict
{
    private FitVerdict()
    {
    }

    /// <summary>It runs.</summary>
    /// <param name="Warnings">What will not work all the same, one sentence each.</param>
    public sealed record Runs(ImmutableArray<string> Warnings) : FitVerdict;

    /// <summary>It does not run.</summary>
    /// <param name="Reason">The kind of obstacle.</param>
    /// <param name="Why">One sentence, in which the backend is named.</param>
    public sealed record Fails(FitReason Reason, string Why) : FitVerdict;
}
