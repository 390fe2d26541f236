using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Toml;
using LightTheTorch.Locking;

namespace LightTheTorch.IO.Locks;

/// <summary>Reads a lock in whichever of its two forms it is.</summary>
public static class LockReader
{
    /// <param name="path">Tells the form, by its ending, and stands in messages.</param>
    /// <param name="text">The file's text.</param>
    /// <exception cref="LttException">It is no lock of ours, or damaged (<see cref="DiagnosticCode.InvalidLock"/>).</exception>
    public static LockFile Read(string path, string text) => LockFileNames.IsPylock(path) ? PylockLockReader.Read(path, text) : RequirementsLockReader.Read(path, text);

    /// <summary>Whether <c>ltt</c> wrote the file, by its first lines: other tools and people give files such names too.</summary>
    public static bool IsOurs(string path, string text) => LockFileNames.IsPylock(path) ? PylockLockReader.IsOurs(text) : text.StartsWith("# ltt lock ", StringComparison.Ordinal);
}
