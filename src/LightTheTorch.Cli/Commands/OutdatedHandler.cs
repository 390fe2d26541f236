using System.Collections.Immutable;
using LightTheTorch.Cli.Compiling;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Inputs;
using LightTheTorch.IO.Locks;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>ltt outdated</c>: resolves anew as <c>--upgrade</c> does, and compares.</summary>
internal sealed class OutdatedHandler(CommandContext context)
{
    /// <exception cref="LttException">There is no lock, or no answer.</exception>
    public async Task<ExitCode> RunAsync(LockOptions options, CancellationToken cancellationToken)
    {
        LockCompiler compiler = new(context);
        InputSet inputs = await compiler.ReadInputsAsync(options, cancellationToken);
        string folder = options.Output is { } output ? context.FullPath(output) : inputs.Folder;
        ImmutableArray<FoundLock> locks = Asked(await LockFolder.ReadAsync(folder, cancellationToken), options);
        LockOptions asked = await LockedTargets.FillAsync(options, inputs, locks.Select(found => found.Lock.Header), cancellationToken);
        Compilation upgraded = await compiler.CompileAsync(asked with { Backends = [.. locks.Select(found => found.Lock.Header.Backend.Value)], Upgrade = true }, cancellationToken);
        ImmutableArray<(FoundLock Lock, LockComparison Upgrade)> answer =
        [
            .. from found in locks
               from one in upgraded.Locks
               where one.Backend.Name.Equals(found.Lock.Header.Backend)
               select (found, new LockComparison(found.Lock, one.Lock, isUpgrade: true)),
        ];
        if (options.Speech.Json) OutdatedJson.Write(context.Output, answer);
        else Write(answer, options.Speech.Quiet);
        return ExitCode.Done;
    }

    // Without any named, all that lie there: the locks say whose they are.
    private static ImmutableArray<FoundLock> Asked(ImmutableArray<FoundLock> all, LockOptions options)
    {
        if (options.Backends.IsEmpty) return all;
        string? without = options.Backends.FirstOrDefault(name => all.All(found => found.Lock.Header.Backend.Value != name));
        if (without is null) return [.. options.Backends.Distinct().Select(name => all.First(found => found.Lock.Header.Backend.Value == name))];
        throw new LttException(new Diagnostic(DiagnosticCode.FileNotFound, Severity.Error, $"no lock is for backend `{without}`")
        {
            Hints = [$"locked are {string.Join(", ", all.Select(found => $"`{found.Lock.Header.Backend}`"))}; `ltt lock --backends {without}` writes one"],
        });
    }

    private void Write(ImmutableArray<(FoundLock Lock, LockComparison Upgrade)> answer, bool quiet)
    {
        foreach ((FoundLock found, LockComparison upgrade) in answer)
        {
            if (upgrade.IsEmpty)
            {
                if (!quiet) DiagnosticRenderer.Line(context.Talk, $"{found.Lock.Header.Backend}: an upgrade would change nothing");
                continue;
            }

            context.Output.WriteLine($"{found.Lock.Header.Backend}:");
            foreach (string line in upgrade.Lines) DiagnosticRenderer.Line(context.Output, "  " + line);
        }

        if (!quiet && answer.Any(one => !one.Upgrade.IsEmpty)) DiagnosticRenderer.Hint(context.Talk, "`ltt lock --upgrade` takes all of it, `ltt lock --upgrade-package NAME` one package");
    }
}
