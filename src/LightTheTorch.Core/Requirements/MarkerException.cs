namespace LightTheTorch.Requirements;

/// <summary>A marker that has no value in an environment.</summary>
public sealed class MarkerException(MarkerFault fault, string message) : Exception(message)
{
    public MarkerFault Fault { get; } = fault;
}
