using System.Collections.Immutable;
using LightTheTorch.Cli.Compiling;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>ltt lock --check</c>: says whether the locks are up to date, and if not why.</summary>
internal sealed class LockCheckHandler(CommandContext context)
{
    /// <exception cref="LttException">The question itself cannot be asked.</exception>
    public async Task<ExitCode> RunAsync(LockOptions options, CancellationToken cancellationToken)
    {
        ImmutableArray<CheckedLock> locks = await new LockCheck(context).RunAsync(options, cancellationToken);
        foreach (CheckedLock one in locks)
        {
            string name = Path.GetRelativePath(context.WorkingDirectory, one.Path);
            foreach (StaleReason reason in one.Reasons) DiagnosticRenderer.Write(context.Talk, Told(name, reason));
            if (one.IsUpToDate && !options.Speech.Quiet) DiagnosticRenderer.Line(context.Talk, $"{name} is up to date");
        }

        bool upToDate = locks.All(one => one.IsUpToDate);
        if (!upToDate && !options.Speech.Quiet) DiagnosticRenderer.Hint(context.Talk, "`ltt lock` with the same options brings them up to date");
        if (options.Speech.Json) LockCheckJson.Write(context.Output, locks);
        return upToDate ? ExitCode.Done : ExitCode.OutOfDate;
    }

    private static Diagnostic Told(string name, StaleReason reason)
    {
        string words = reason.Kind is "missing" or "damaged" or "edited" ? $"`{name}` {reason.Message}" : $"`{name}` is out of date: {reason.Message}";
        return new Diagnostic(DiagnosticCode.LockOutOfDate, Severity.Error, words, reason.Place);
    }
}
