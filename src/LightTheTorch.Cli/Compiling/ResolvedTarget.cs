using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Resolution;
using LightTheTorch.Targets;

namespace LightTheTorch.Cli.Compiling;

/// <summary>A target with its answer, before hashes that the index does not give are filled in.</summary>
internal sealed record ResolvedTarget(Target Target, ResolutionResult.Resolved Answer)
{
    public ImmutableArray<Pin> Pins => Answer.Pins;

    public ImmutableArray<Diagnostic> Notes => Answer.Notes;
}
