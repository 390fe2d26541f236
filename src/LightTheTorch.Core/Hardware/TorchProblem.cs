using System.Collections.Immutable;

namespace LightTheTorch.Hardware;

/// <summary>Why torch does not do its work on a machine.</summary>
/// <param name="Cause">One sentence.</param>
/// <param name="Fix">What to do about it.</param>
public sealed record TorchProblem(string Cause, string Fix);

/// <summary>What there is to say of an installed torch.</summary>
/// <param name="Answer">What it said itself.</param>
/// <param name="Problems">What is wrong; empty when it works.</param>
/// <param name="Notes">What could not be tried, one sentence each.</param>
public sealed record TorchFindings(TorchAnswer Answer, ImmutableArray<TorchProblem> Problems, ImmutableArray<string> Notes);
