using System.CommandLine;
using System.Globalization;
using LightTheTorch.Cli.Compiling;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Cache;
using LightTheTorch.IO.Inputs;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>ltt cache dir|clean|prune</c>: where pages, METADATA, hashes and files are kept between runs, and how to get rid of them.</summary>
internal sealed class CacheCommand : LttCommand
{
    public CacheCommand(CommandContext context)
        : base("cache", "Show where answers of the indexes are kept between runs, or remove them")
    {
        Subcommands.Add(new DirCommand(context));
        Subcommands.Add(new CleanCommand(context));
        Subcommands.Add(new PruneCommand(context));
    }

    /// <summary>One of the three.</summary>
    private abstract class Part : LttCommand
    {
        private readonly Option<string?> _cacheDir = new("--cache-dir") { Description = "Another folder than the usual one", HelpName = "DIR" };

        protected Part(string name, string description, CommandContext context)
            : base(name, description)
        {
            Options.Add(_cacheDir);
            SetAction(async (parsed, cancellationToken) =>
            {
                Settings settings = await SettingsInUse.ReadAsync(context, Speech(parsed).Quiet, cancellationToken);
                string? folder = CacheLocation.Find(parsed.GetValue(_cacheDir) ?? settings.Text("cache-dir"), context);
                Run(parsed, context, new CacheFolder(folder ?? throw Homeless(), context.Time));
                return (int)ExitCode.Done;
            });
        }

        protected abstract void Run(ParseResult parsed, CommandContext context, CacheFolder cache);

        protected void Report(ParseResult parsed, CommandContext context, CacheFolder cache, (int Entries, long Bytes) removed)
        {
            if (!Speech(parsed).Quiet) DiagnosticRenderer.Line(context.Talk, $"removed {Count(removed)} from {cache.Root}");
            if (WantsJson(parsed)) Write(context, cache, "removedEntries", "removedBytes", removed);
        }

        protected static void Write(CommandContext context, CacheFolder cache, string entries, string bytes, (int Entries, long Bytes) sum) => JsonOutput.Write(context.Output, json =>
        {
            json.WriteString("dir", cache.Root);
            json.WriteNumber(entries, sum.Entries);
            json.WriteNumber(bytes, sum.Bytes);
        });

        protected static string Count((int Entries, long Bytes) sum) =>
            string.Create(CultureInfo.InvariantCulture, $"{sum.Entries} {(sum.Entries == 1 ? "entry" : "entries")}, {LockSummary.Size(sum.Bytes)}");

        private static LttException Homeless() => new(
            new Diagnostic(DiagnosticCode.InvalidUsage, Severity.Error, "there is no cache: this user has no home folder") { Hints = ["name a folder with `--cache-dir` or `LTT_CACHE_DIR`"] },
            ExitCode.Usage);
    }

    private sealed class DirCommand(CommandContext context) : Part("dir", "Print the folder, and on stderr how much is in it", context)
    {
        protected override void Run(ParseResult parsed, CommandContext context, CacheFolder cache)
        {
            (int Entries, long Bytes) sum = cache.Measure();
            if (!Speech(parsed).Quiet) DiagnosticRenderer.Line(context.Talk, Count(sum));
            if (WantsJson(parsed)) Write(context, cache, "entries", "bytes", sum);
            else context.Output.WriteLine(cache.Root);
        }
    }

    private sealed class CleanCommand(CommandContext context) : Part("clean", "Remove everything that is kept", context)
    {
        protected override void Run(ParseResult parsed, CommandContext context, CacheFolder cache) => Report(parsed, context, cache, cache.Clean());
    }

    private sealed class PruneCommand : Part
    {
        private readonly Option<int> _days = new("--days") { Description = "How long an entry may lie unused; 30 when nothing is said", HelpName = "N", DefaultValueFactory = _ => 30 };

        public PruneCommand(CommandContext context)
            : base("prune", "Remove what no run has used for a while", context) => Options.Add(_days);

        protected override void Run(ParseResult parsed, CommandContext context, CacheFolder cache)
        {
            int days = parsed.GetValue(_days);
            if (days is < 0 or > 36_500) throw new LttException(new Diagnostic(DiagnosticCode.InvalidUsage, Severity.Error, $"`--days` takes a number of days from 0 to 36500, not `{days}`"), ExitCode.Usage);
            Report(parsed, context, cache, cache.Prune(TimeSpan.FromDays(days)));
        }
    }
}
