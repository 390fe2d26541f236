namespace LightTheTorch.Requirements;

/// <summary>Why a marker has no value in an environment.</summary>
public enum MarkerFault
{
    /// <summary>The operator has no meaning for the operands: packaging's <c>UndefinedComparison</c>.</summary>
    UndefinedComparison,

    /// <summary>The variable does not exist in this context: packaging's <c>UndefinedEnvironmentName</c>.</summary>
    UndefinedName,
}
