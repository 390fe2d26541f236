using System.Collections.Immutable;

namespace LightTheTorch.Diagnostics;

/// <summary>An expected failure that ends the command. Anything else that escapes is a bug and keeps its stack trace.</summary>
public sealed class LttException : Exception
{
    public LttException(Diagnostic diagnostic, Exception? inner = null)
        : this([diagnostic], ExitCode.Failed, inner)
    {
    }

    public LttException(Diagnostic diagnostic, ExitCode exitCode, Exception? inner = null)
        : this([diagnostic], exitCode, inner)
    {
    }

    /// <param name="diagnostics">At least one; the first is the error that <c>--json</c> reports.</param>
    /// <param name="exitCode">What the process answers.</param>
    /// <param name="inner">The cause, kept for a debugger, never shown.</param>
    public LttException(ImmutableArray<Diagnostic> diagnostics, ExitCode exitCode, Exception? inner = null)
        : base(string.Join('\n', diagnostics), inner)
    {
        Diagnostics = diagnostics;
        ExitCode = exitCode;
    }

    public ImmutableArray<Diagnostic> Diagnostics { get; }

    public ExitCode ExitCode { get; }
}
