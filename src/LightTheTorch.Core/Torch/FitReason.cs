namespace LightTheTorch.Torch;

/// <summary>What keeps a build from running; in the order in which it is looked for.</summary>
public enum FitReason
{
    /// <summary>The backend does not exist for the platform.</summary>
    Platform,

    /// <summary>The backend has no such torch for the platform.</summary>
    TorchVersion,

    /// <summary>There is no GPU of the vendor.</summary>
    NoGpu,

    /// <summary>There is a GPU and no driver for it.</summary>
    NoDriver,

    /// <summary>The driver is too old.</summary>
    Driver,

    /// <summary>The build has no code for one of the GPUs.</summary>
    Architecture,

    /// <summary>There is code, and it is known to fail.</summary>
    Denied,
}
