using System.Collections.Concurrent;

namespace LightTheTorch.Tests.Http;

/// <summary>
/// A clock for tests of retries: a pause of under half a minute is over at once, and the clock is ahead by so much; a longer wait, which is
/// patience with a silent server, never ends by itself unless <see cref="LosesPatience"/>.
/// </summary>
internal sealed class HastyTime : TimeProvider
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(400);

    private long _ticks = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks;

    /// <summary>The pauses that were made, in order.</summary>
    public ConcurrentQueue<TimeSpan> Pauses { get; } = new();

    /// <summary>Long waits are over after a moment of the real clock: for servers that really say nothing.</summary>
    public bool LosesPatience { get; set; }

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == s_patience && LosesPatience) return base.CreateTimer(Late, null, s_moment, Timeout.InfiniteTimeSpan);
        if (dueTime >= s_patience || dueTime < TimeSpan.Zero) return new Never();
        Pauses.Enqueue(dueTime);
        Interlocked.Add(ref _ticks, dueTime.Ticks);
        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Never();

        void Late(object? _)
        {
            Advance(dueTime);
            callback(state);
        }
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
