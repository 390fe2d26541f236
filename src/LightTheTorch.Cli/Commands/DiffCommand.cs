using System.Collections.Immutable;
using System.CommandLine;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Locks;
using LightTheTorch.IO.Python;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>ltt diff A B</c>: what changed between two locks, and which requirement changed it; without words, of all locks here since the last commit.</summary>
internal sealed class DiffCommand : LttCommand
{
    private readonly Argument<string?> _old = new("A") { Description = "A lock: a file, a backend locked in the current folder, or `REVISION:PATH` of git", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string?> _new = new("B") { Description = "Another, named in the same ways; without A and B, all locks here against the last commit", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _check = new("--check") { Description = "Exit with 4 when they differ" };
    private readonly CommandContext _context;

    public DiffCommand(CommandContext context)
        : base("diff", "Show what differs between two locks")
    {
        _context = context;
        Arguments.Add(_old);
        Arguments.Add(_new);
        Options.Add(_check);
        SetAction(async (parsed, cancellationToken) => (int)await RunAsync(parsed, cancellationToken));
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        LockNaming naming = new(_context.WorkingDirectory, new ProcessRunner());
        bool differ = (parsed.GetValue(_old), parsed.GetValue(_new)) switch
        {
            ({ } old, { } @new) => Write(new LockComparison(await naming.FindAsync(old, cancellationToken), await naming.FindAsync(@new, cancellationToken)), parsed),
            (null, null) => Write(await SinceCommitAsync(naming, parsed, cancellationToken), parsed),
            _ => throw LockArguments.Usage("`ltt diff` takes two locks, or none: all locks here against the last commit", "`ltt diff HEAD:requirements.cpu.txt cpu` compares one with the last commit"),
        };
        return differ && parsed.GetValue(_check) ? ExitCode.OutOfDate : ExitCode.Done;
    }

    // A lock that was never committed has nothing to be held against; where none was, git says why.
    private async Task<ImmutableArray<(string File, LockComparison Comparison)>> SinceCommitAsync(LockNaming naming, ParseResult parsed, CancellationToken cancellationToken)
    {
        ImmutableArray<(string, LockComparison)>.Builder found = ImmutableArray.CreateBuilder<(string, LockComparison)>();
        List<LttException> absent = [];
        foreach (FoundLock lockFile in await LockFolder.ReadAsync(_context.WorkingDirectory, cancellationToken))
        {
            string name = Path.GetFileName(lockFile.Path);
            try
            {
                found.Add((name, new LockComparison(await naming.FindAsync($"HEAD:{name}", cancellationToken), lockFile.Lock)));
            }
            catch (LttException missing) when (missing.Diagnostics[0].Code == DiagnosticCode.FileNotFound)
            {
                absent.Add(missing);
            }
        }

        if (found.Count == 0 && absent is [.., var last]) throw last;
        if (!Speech(parsed).Quiet) foreach (LttException one in absent) DiagnosticRenderer.Write(_context.Talk, one.Diagnostics[0] with { Severity = Severity.Note });
        return found.ToImmutable();
    }

    private bool Write(LockComparison comparison, ParseResult parsed)
    {
        if (WantsJson(parsed)) JsonOutput.Write(_context.Output, comparison.Write);
        else foreach (string line in comparison.Lines) DiagnosticRenderer.Line(_context.Output, line);
        if (comparison.IsEmpty && !Speech(parsed).Quiet) DiagnosticRenderer.Line(_context.Talk, comparison.Same);
        return !comparison.IsEmpty;
    }

    private bool Write(ImmutableArray<(string File, LockComparison Comparison)> comparisons, ParseResult parsed)
    {
        if (WantsJson(parsed))
        {
            JsonOutput.Write(_context.Output, json =>
            {
                json.WriteStartArray("locks");
                foreach ((string file, LockComparison comparison) in comparisons)
                {
                    json.WriteStartObject();
                    json.WriteString("file", file);
                    comparison.Write(json);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
        }

        foreach ((string file, LockComparison comparison) in comparisons)
        {
            if (comparison.IsEmpty)
            {
                if (!Speech(parsed).Quiet) DiagnosticRenderer.Line(_context.Talk, $"{file}: {comparison.Same}");
            }
            else if (!WantsJson(parsed))
            {
                _context.Output.WriteLine($"{file}:");
                foreach (string line in comparison.Lines) DiagnosticRenderer.Line(_context.Output, "  " + line);
            }
        }

        return comparisons.Any(each => !each.Comparison.IsEmpty);
    }
}
