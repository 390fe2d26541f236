using LightTheTorch.IO.Python;
using Spectre.Console;

namespace LightTheTorch.Cli;

/// <summary>The process: the real consoles, clock, environment and Ctrl-C go in, an exit code comes out.</summary>
internal static class Program
{
#pragma warning disable RS0030 // The one place where the console and the clock are named; everything else is handed them.
    public static async Task<int> Main(string[] args)
    {
        using CancellationTokenSource interrupted = new();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            interrupted.Cancel();
        };
        CommandContext context = new()
        {
            Output = Console.Out,
            Talk = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }),
            WorkingDirectory = Environment.CurrentDirectory,
            Environment = ProcessEnvironment.Read(),
            Time = TimeProvider.System,
            AttachedRunner = new AttachedRunner(isInteractive: !Console.IsInputRedirected),
        };
        return (int)await Entry.RunAsync(args, context, interrupted.Token);
    }
#pragma warning restore RS0030
}
