using System.Collections.Immutable;
using System.CommandLine;
using LightTheTorch.Cli.Compiling;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Cli.Syncing;
using LightTheTorch.Diagnostics;
using LightTheTorch.Hardware;
using LightTheTorch.IO.Locks;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>ltt why-not BACKEND</c>: for whoever has a GPU and got another build than expected.</summary>
internal sealed class WhyNotCommand : LttCommand
{
    private readonly Argument<string> _backend = new("BACKEND") { Description = "The backend that was expected", HelpName = "BACKEND" };
    private readonly Option<string?> _locks = new("--locks") { Description = "A lock, or a folder with locks; the current folder when nothing is said", HelpName = "LOCK-or-DIR" };
    private readonly HardwareOptions _hardware = new();
    private readonly CatalogueOptions _catalogue = new();
    private readonly CommandContext _context;

    public WhyNotCommand(CommandContext context)
        : base("why-not", "Say why a backend does not run here, or why another one is taken")
    {
        _context = context;
        Arguments.Add(_backend);
        Options.Add(_locks);
        _hardware.AddTo(this);
        _catalogue.AddTo(this);
        SetAction(async (parsed, cancellationToken) =>
        {
            WhyNot answer = await AnswerAsync(parsed, cancellationToken);
            if (WantsJson(parsed)) JsonOutput.Write(context.Output, json => WhyNotOutput.WriteJson(json, answer));
            else WhyNotOutput.WriteText(context.Output, answer);
            return (int)ExitCode.Done;
        });
    }

    private async Task<WhyNot> AnswerAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        BackendCatalogue catalogue = await _catalogue.ReadAsync(parsed, _context, cancellationToken);
        Backend backend = TargetPlanner.Backends([parsed.GetRequiredValue(_backend)], catalogue)[0];
        MachineReport machine = await _hardware.ReadAsync(parsed, _context, catalogue, cancellationToken);
        ImmutableArray<BackendVerdict> all = new BackendChoice(catalogue).Rank(machine);
        int place = all.Index().First(entry => entry.Item.Backend == backend).Index;
        WhyNot answer = new(all[place]) { Better = [.. all.Take(place).Where(verdict => verdict.Runs)] };
        ImmutableArray<FoundLock> locks = await LocksAsync(parsed, cancellationToken);
        if (locks.IsEmpty) return answer;
        LockPicker picker = new(catalogue);
        ImmutableArray<BackendVerdict> verdicts = picker.Rank(locks, interpreter: null, machine);
        answer = answer with { Locks = [.. verdicts.Select(verdict => (locks.First(found => found.Lock.Header.Backend.Equals(verdict.Backend.Name)), verdict))] };
        try
        {
            return answer with { Taken = picker.Best(locks, interpreter: null, machine) };
        }
        catch (LttException none)
        {
            return answer with { Refusal = none.Diagnostics[0].Message };
        }
    }

    // Most people ask without any lock at hand.
    private async Task<ImmutableArray<FoundLock>> LocksAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string? named = parsed.GetValue(_locks);
        try
        {
            return await LockFolder.ReadAsync(_context.FullPath(named ?? "."), cancellationToken);
        }
        catch (LttException none) when (named is null && none.Diagnostics[0].Code == DiagnosticCode.FileNotFound)
        {
            return [];
        }
    }
}

/// <summary>What there is to say of a backend on a machine.</summary>
/// <param name="Verdict">Whether it runs, and why not.</param>
internal sealed record WhyNot(BackendVerdict Verdict)
{
    /// <summary>Those that run and come before it, best first.</summary>
    public required ImmutableArray<BackendVerdict> Better { get; init; }

    /// <summary>The locks beside it and what the machine makes of each, best first.</summary>
    public ImmutableArray<(FoundLock Found, BackendVerdict Verdict)> Locks { get; init; } = [];

    /// <summary>The lock that <c>ltt sync</c> takes; null where it takes none, or there is none.</summary>
    public PickedLock? Taken { get; init; }

    /// <summary>Why it takes none of the locks.</summary>
    public string? Refusal { get; init; }
}
