namespace LightTheTorch.Diagnostics;

/// <summary>What the process answers to its caller. The numbers are part of the command line's contract.</summary>
public enum ExitCode
{
    Done = 0,
    Failed = 1,
    Usage = 2,
    Unsatisfiable = 3,
    OutOfDate = 4,
    NoBackendFits = 5,
}
