using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Locks;
using LightTheTorch.IO.Python;
using LightTheTorch.Locking;
using LightTheTorch.Syncing;

namespace LightTheTorch.Cli.Syncing;

/// <summary>The lock to install.</summary>
/// <param name="Found">The lock.</param>
/// <param name="Why">Why this one, as a clause.</param>
internal sealed record PickedLock(FoundLock Found, string Why)
{
    /// <summary>What the lock says for an interpreter.</summary>
    /// <exception cref="LttException">The lock does not cover it (<see cref="DiagnosticCode.NotCovered"/>).</exception>
    public ImmutableArray<LockedPackage> Select(Interpreter interpreter) => Selection(Found, interpreter) switch
    {
        LockSelection.Selected selected => selected.Packages,
        LockSelection.Refused refused => throw new LttException(new Diagnostic(DiagnosticCode.NotCovered, Severity.Error, refused.Message) { Hints = [refused.Hint] }),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static LockSelection Selection(FoundLock found, Interpreter interpreter)
    {
        if (interpreter.Platform is { } platform && interpreter.Target is { } python) return LockSelection.Of(found.File, interpreter.Environment, platform, python);
        return new LockSelection.Refused(
            $"no lock covers {interpreter.PlatformPythonImplementation} {interpreter.Version} on {interpreter.SysPlatform} {interpreter.PlatformMachine}{(interpreter.Is64Bit ? "" : " with 32 bits")}",
            "locks are for CPython 3.7 or newer with 64 bits; make an environment with one");
    }
}
