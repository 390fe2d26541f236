namespace LightTheTorch.Resolution;

/// <summary>Which of the versions that fit is the best one.</summary>
public enum ResolutionMode
{
    Highest,

    /// <summary>The oldest of every package: finds lower bounds that are not true.</summary>
    Lowest,

    /// <summary>The oldest of the packages that the input names, the newest of all others.</summary>
    LowestDirect,
}
