using LightTheTorch.Cli.Commands;
using LightTheTorch.IO.Http;
using Spectre.Console;

namespace LightTheTorch.Cli.Rendering.Progress;

/// <summary>Chooses how long work is shown: bars on a terminal, plain lines where there is none, nothing with <c>--quiet</c> and <c>--json</c>.</summary>
internal static class ProgressDisplay
{
    /// <summary>Runs work and shows it. Whatever else is to be said waits until it returns: bars own the terminal while they stand.</summary>
    public static async Task<T> RunAsync<T>(CommandContext context, Speech speech, Func<ITransferDisplay, Task<T>> work)
    {
        if (speech.Quiet || speech.Json) return await work(NoTransferDisplay.Instance);
        if (!HasBars(context)) return await work(new LineDisplay(context.Talk, context.Time));
        return await context.Talk.Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(new NameColumn(), new ProgressBarColumn { Width = 24 }, new AmountColumn(), new RemainingTimeColumn())
            .StartAsync(bars => work(new BarDisplay(bars)));
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public static Task RunAsync(CommandContext context, Speech speech, Func<ITransferDisplay, Task> work) => RunAsync(context, speech, async display =>
    {
        await work(display);
        return true;
    });

    // A log of a build machine keeps every redrawn line, whatever terminal it pretends to have. NO_COLOR takes the colour away, not the bars.
    private static bool HasBars(CommandContext context) =>
        context.Talk.Profile.Capabilities is { Ansi: true, Interactive: true } && context.Variable("CI") is (null or "false" or "0");
}
