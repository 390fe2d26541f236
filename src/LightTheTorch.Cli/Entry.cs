using System.CommandLine;
using LightTheTorch.Cli.Commands;
using LightTheTorch.Cli.Completion;
using LightTheTorch.Cli.Help;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.Cli;

/// <summary>The command tree and the only catch of expected failures.</summary>
internal static class Entry
{
    public static async Task<ExitCode> RunAsync(string[] args, CommandContext context, CancellationToken cancellationToken)
    {
        ParseResult parsed = Root(context).Parse(LockArguments.WithNames(args));
        bool json = parsed.CommandResult.Command is LttCommand asked && asked.WantsJson(parsed);
        try
        {
            // pip's words are pip's: quotes, clusters and `@` mean other things there.
            if (await PipCommand.TryTakeAsync(args, context, cancellationToken) is { } answer) return (ExitCode)answer;
            UsageErrors.Check(parsed);
            // The library's own handlers would print a stack trace for expected failures and end the process on Ctrl-C by themselves.
            InvocationConfiguration configuration = new() { Output = context.Output, Error = context.Output, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return (ExitCode)await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (LttException failure)
        {
            if (json) JsonOutput.WriteError(context.Output, failure.Diagnostics[0]);
            foreach (Diagnostic diagnostic in failure.Diagnostics) DiagnosticRenderer.Write(context.Talk, diagnostic);
            return failure.ExitCode;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What others have fetched or installed by then stays, and the next run goes on from there.
            string words = parsed.CommandResult.Command is LockCommand ? "interrupted; nothing was written" : "interrupted";
            if (json) JsonOutput.WriteError(context.Output, new Diagnostic(DiagnosticCode.Interrupted, Severity.Error, words));
            DiagnosticRenderer.Line(context.Talk, words);
            return ExitCode.Failed;
        }
    }

    /// <summary>The program with all its commands.</summary>
    public static RootCommand Root(CommandContext context)
    {
        RootCommand root = new("Compiles Python requirements into lockfiles, one per PyTorch backend, that plain pip installs.");
        foreach (Command command in Commands(context)) root.Subcommands.Add(command);
        ExplainedHelp.AddTo(root, context.Talk.Profile.Width);
        ValueCompletions.AddTo(root);
        return root;
    }

    private static IEnumerable<Command> Commands(CommandContext context) =>
    [
        new LockCommand(context),
        new OutdatedCommand(context),
        new TreeCommand(context),
        new WhyCommand(context),
        new DiffCommand(context),
        new ExportCommand(context),
        new ReportCommand(context),
        new SyncCommand(context),
        new VerifyCommand(context),
        new VendorCommand(context),
        new DetectCommand(context),
        new WhyNotCommand(context),
        new BackendsCommand(context),
        new CacheCommand(context),
        .. PipCommand.All,
        new ServeCommand(context),
        new CompletionCommand(context),
    ];
}
