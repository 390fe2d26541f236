using System.Globalization;
using LightTheTorch.IO.Http;
using Spectre.Console;

namespace LightTheTorch.Cli.Rendering.Progress;

/// <summary>
/// Plain lines for a log: the start and the end of what is long, and now and then how far it is. What is over within seconds says nothing.
/// It has no timer: it speaks when something comes.
/// </summary>
internal sealed class LineDisplay(IAnsiConsole console, TimeProvider time) : ITransferDisplay
{
    /// <summary>In bytes; a transfer of this size is announced at once.</summary>
    private const long Large = 50_000_000;

    /// <summary>What takes this long is announced, whatever its size.</summary>
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(5);

    /// <summary>Between two lines about what is under way, over all transfers.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private long _spoke = time.GetTimestamp();

    public ITransfer Start(string name, long? size, TransferUnit unit = TransferUnit.Bytes)
    {
        Transfer transfer = new(this, name, size, unit, time.GetTimestamp());
        if (unit == TransferUnit.Bytes && size >= Large) transfer.Announce();
        return transfer;
    }

    private void Say(string line)
    {
        _spoke = time.GetTimestamp();
        DiagnosticRenderer.Line(console, line);
    }

    private sealed class Transfer(LineDisplay display, string name, long? size, TransferUnit unit, long started) : ITransfer
    {
        private long _done;
        private bool _announced;
        private bool _over;

        public void Announce()
        {
            lock (display._lock)
            {
                if (_announced) return;
                _announced = true;
                display.Say(unit == TransferUnit.Items ? name : $"fetching {name}{(size is { } known ? $" ({LockSummary.Size(known)})" : "")}");
            }
        }

        public void Report(long value)
        {
            long done = Interlocked.Add(ref _done, value);
            if (display.Elapsed(started) < s_long) return;
            Announce();
            lock (display._lock)
            {
                if (display.Elapsed(display._spoke) >= s_pause) display.Say($"{name}: {Amounts.Of(done, size, unit)}");
            }
        }

        public void Finish()
        {
            lock (display._lock)
            {
                if (_over) return;
                _over = true;
                if (!_announced) return;
                string seconds = display.Elapsed(started).TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);
                display.Say(unit == TransferUnit.Items ? $"{name}: done in {seconds} s" : $"fetched {name} ({LockSummary.Size(_done)} in {seconds} s)");
            }
        }

        // Why it ended early is told by whoever reports the failure.
        public void Dispose()
        {
        }
    }

    private TimeSpan Elapsed(long since) => time.GetElapsedTime(since);
}
