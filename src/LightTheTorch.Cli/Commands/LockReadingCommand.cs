using System.Collections.Immutable;
using System.CommandLine;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Locks;

namespace LightTheTorch.Cli.Commands;

/// <summary>A command that only reads locks: no index, no network.</summary>
internal abstract class LockReadingCommand : LttCommand
{
    private readonly Option<string?> _locks = new("--locks") { Description = "A lock, or a folder with locks; the current folder when nothing is said", HelpName = "LOCK-or-DIR" };
    private readonly Option<string?> _backend = new("--backend") { Description = "Only the lock of this backend", HelpName = "NAME" };

    protected LockReadingCommand(string name, string description, CommandContext context)
        : base(name, description)
    {
        Context = context;
        Options.Add(_locks);
        Options.Add(_backend);
    }

    protected CommandContext Context { get; }

    /// <exception cref="LttException">There is no lock, or none of the backend asked for.</exception>
    protected async Task<ImmutableArray<FoundLock>> LocksAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        ImmutableArray<FoundLock> all = await LockFolder.ReadAsync(Context.FullPath(parsed.GetValue(_locks) ?? "."), cancellationToken);
        if (parsed.GetValue(_backend) is not { } backend) return all;
        ImmutableArray<FoundLock> asked = [.. all.Where(found => found.Lock.Header.Backend.Value == backend)];
        if (!asked.IsEmpty) return asked;
        string there = string.Join(", ", all.Select(found => $"`{found.Lock.Header.Backend}`"));
        throw new LttException(new Diagnostic(DiagnosticCode.UnknownBackend, Severity.Error, $"no lock is for backend `{backend}`") { Hints = [$"locked are {there}"] }, ExitCode.Usage);
    }
}
