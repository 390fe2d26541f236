using System.Collections.Concurrent;

namespace LightTheTorch.Tests.Http;

/// <summary>
/// A clock for tests of retries: a pause of under half a minute is over at once, and the clock is ahead by so much; a longer wait, which is
/// patience with a silent server, never ends by itself.
/// </summary>
internal sealed class HastyTime : TimeProvider
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private long _ticks = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks;

    /// <summary>The pauses that were made, in order.</summary>
    public ConcurrentQueue<TimeSpan> Pauses { get; } = new();

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= s_patience || dueTime < TimeSpan.Zero) return new Never();
        Pauses.Enqueue(dueTime);
        Interlocked.Add(ref _ticks, dueTime.Ticks);
        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Never();
    }

    private sealed class Never : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
