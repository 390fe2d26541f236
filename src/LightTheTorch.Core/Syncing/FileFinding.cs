using System.Diagnostics;

namespace LightTheTorch.Syncing;

/// <summary>A file of an installed package that is not as it was when the package was installed.</summary>
/// <param name="Path">As RECORD writes it: with <c>/</c>, from the folder of packages.</param>
/// <param name="Trouble">What is wrong.</param>
public sealed record FileFinding(string Path, FileTrouble Trouble)
{
    /// <summary>The file and what is wrong with it, as a clause.</summary>
    public override string ToString() => Trouble switch
    {
        FileTrouble.Missing => $"`{Path}` is missing",
        FileTrouble.Changed => $"`{Path}` was changed",
        FileTrouble.Outside => $"`{Path}` leads out of the environment and was not read",
        FileTrouble.OtherThanWheel => $"`{Path}` is another than in the wheel",
        FileTrouble.Unreadable => $"`{Path}` cannot be read",
        _ => throw new UnreachableException(),
    };
}

public enum FileTrouble
{
    /// <summary>RECORD lists it, and it is not there.</summary>
    Missing,

    /// <summary>Its size or hash is not the one in RECORD.</summary>
    Changed,

    /// <summary>RECORD leads to a place that is not of this environment.</summary>
    Outside,

    /// <summary>RECORD has no row for a file of the wheel, or another hash: it was changed together with the file.</summary>
    OtherThanWheel,

    /// <summary>It is there, and no file that can be read; or RECORD itself is none.</summary>
    Unreadable,
}
