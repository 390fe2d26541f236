namespace LightTheTorch.Resolution.Agreeing;

/// <summary>One target's question, and who answers it.</summary>
public sealed record JointQuestion(ResolutionRequest Request, Resolver Resolver);
