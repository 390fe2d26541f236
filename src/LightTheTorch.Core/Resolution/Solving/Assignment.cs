namespace LightTheTorch.Resolution.Solving;

/// <summary>One step of the partial solution (solver.md, "Partial Solution").</summary>
/// <param name="Position">Its place in the order of all assignments.</param>
/// <param name="Term">What this step adds.</param>
/// <param name="Level">How many decisions stand at or before it.</param>
/// <param name="Cause">The incompatibility that forced a derivation; null for a decision.</param>
/// <param name="Known">What is known of the package from here on: the conjunction of its terms so far.</param>
internal sealed record Assignment(int Position, Term Term, int Level, Incompatibility? Cause, Term Known)
{
    public bool IsDecision => Cause is null;
}
