namespace LightTheTorch.Diagnostics;

/// <summary>
/// Stable numbers: 1xxx input and usage, 2xxx index and network, 3xxx resolution, 4xxx lockfile, 5xxx installation, 6xxx hardware.
/// Shown as <c>LTT1001</c>; a number is never given to another meaning.
/// </summary>
public enum DiagnosticCode
{
    InvalidUsage = 1000,
    InvalidRequirement = 1001,
    FileNotFound = 1002,
    UnknownBackend = 1003,
    InvalidTarget = 1004,
    ImpossibleTarget = 1005,
    InvalidProjectFile = 1006,
    InvalidCatalogue = 1007,
    UnsupportedRequirement = 1008,
    InvalidSetting = 1009,
    Interrupted = 1010,
    IndexUnreachable = 2001,
    InvalidIndexPage = 2002,
    HashMismatch = 2003,
    FileUnavailable = 2004,
    InvalidMetadata = 2005,
    Offline = 2006,
    NoSolution = 3001,
    YankedVersion = 3002,
    BuildNeeded = 3003,
    OlderVersionTaken = 3004,
    Incoherent = 3005,
    UndatedFiles = 3006,
    UnknownExtra = 3007,
    VariantsSkipped = 3008,
    NothingToShare = 3009,
    InvalidLock = 4001,
    LockOutOfDate = 4002,
    TargetsIndistinguishable = 4003,
    WriteFailed = 4004,
    PinsTakenOver = 4005,
    PinsChosenOtherwise = 4006,
    PipFailed = 5001,
    PythonNotFound = 5002,
    EnvironmentNotFound = 5003,
    NotCovered = 5004,
    EnvironmentDiffers = 5005,
    EnvironmentLeftAlone = 5006,
    NoBackendFits = 6001,
    TorchFails = 6002,
}
