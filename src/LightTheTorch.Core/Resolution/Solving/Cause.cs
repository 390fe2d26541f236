using LightTheTorch.Diagnostics;
using LightTheTorch.Requirements;

namespace LightTheTorch.Resolution.Solving;

/// <summary>Why an <see cref="Incompatibility"/> holds. An explanation is written from the tree of these.</summary>
internal abstract record Cause
{
    private Cause()
    {
    }

    /// <summary>There are requirements, so something must be selected.</summary>
    public sealed record Root : Cause;

    /// <summary>A version requires another package; if no version of that one fits, the term of the parent stands alone.</summary>
    /// <param name="From">Whose requirement it is: the first term's package.</param>
    /// <param name="To">What it asks for.</param>
    /// <param name="Requirement">As it is written; for an override, the override.</param>
    /// <param name="Origin">Where it stands in the user's files, if it does.</param>
    public sealed record Requires(SolverPackage From, SolverPackage To, Requirement Requirement, SourceLocation? Origin) : Cause;

    /// <summary><c>name[extra]</c> is the same version of <c>name</c>, and more.</summary>
    public sealed record SameProject : Cause;

    /// <summary>These versions cannot be used here.</summary>
    public sealed record Excluded(Exclusion Exclusion) : Cause;

    /// <summary>A constraint leaves only the other versions.</summary>
    public sealed record Constrained(Requirement Requirement, SourceLocation Origin) : Cause;

    /// <summary>A requirement for a URL that leads to no file of the project: a repository, say.</summary>
    public sealed record Unsupported(Requirement Requirement, SourceLocation? Origin) : Cause;

    /// <summary>Two incompatibilities that together leave no choice.</summary>
    public sealed record Derived(Incompatibility Conflict, Incompatibility Other) : Cause;
}
