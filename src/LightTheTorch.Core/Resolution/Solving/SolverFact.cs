namespace LightTheTorch.Resolution.Solving;

/// <summary>A new incompatibility, and the narrower one that it makes superfluous, if there is one.</summary>
internal readonly record struct SolverFact(Incompatibility Incompatibility, Incompatibility? Replaces = null);
