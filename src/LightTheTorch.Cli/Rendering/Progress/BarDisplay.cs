using LightTheTorch.IO.Http;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LightTheTorch.Cli.Rendering.Progress;

/// <summary>One bar for each transfer under way, on a terminal.</summary>
internal sealed class BarDisplay(ProgressContext bars) : ITransferDisplay
{
    public ITransfer Start(string name, long? size, TransferUnit unit = TransferUnit.Bytes)
    {
        // The library reads a description as markup, in which a bracket of a foreign name would be an error.
        ProgressTask task = bars.AddTask(Markup.Escape(DiagnosticRenderer.Printable(name)), new ProgressTaskSettings { MaxValue = Math.Max(1, size ?? 1) });
        task.IsIndeterminate = size is null;
        task.State.Update<TransferUnit>(AmountColumn.Unit, _ => unit);
        return new Bar(task, size is not null);
    }

    private sealed class Bar(ProgressTask task, bool hasSize) : ITransfer
    {
        private long _done;

        public void Report(long value)
        {
            long done = Interlocked.Add(ref _done, value);
            // A task that reaches its end vanishes; where the size is unknown, or was a lie, the end moves along.
            if (!hasSize || done >= task.MaxValue) task.MaxValue = done + 1;
            task.Value = Math.Max(0, done);
        }

        public void Finish() => task.StopTask();

        public void Dispose() => task.StopTask();
    }
}

/// <summary>A transfer's name, cut in the middle where the terminal is narrow: the end of a wheel's name is what tells it from others.</summary>
internal sealed class NameColumn : ProgressColumn
{
    private const int Widest = 48;

    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
    {
        string name = Markup.Remove(task.Description);
        int width = Math.Min(Widest, Math.Max(12, options.ConsoleSize.Width - 56));
        return new Spectre.Console.Text(name.Length <= width ? name : string.Concat(name.AsSpan(0, width / 3), "…", name.AsSpan(name.Length - (width - (width / 3) - 1))));
    }
}

/// <summary>How much has come: <c>12.3 MB of 900 MB</c>, <c>3 of 9</c>.</summary>
internal sealed class AmountColumn : ProgressColumn
{
    public const string Unit = "unit";

    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Spectre.Console.Text(Amounts.Of((long)task.Value, task.IsIndeterminate ? null : (long)task.MaxValue, task.State.Get<TransferUnit>(Unit))).RightJustified();
}
