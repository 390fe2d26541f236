using System.Collections.Concurrent;

namespace LightTheTorch.IO.Cache;

/// <summary>
/// Work done once per run, whoever asks for it and however many at a time. The work belongs to the run: a caller that gives up leaves
/// the others their answer. What failed is tried again by the next caller.
/// </summary>
internal sealed class SharedTasks<TKey, TValue> : IDisposable, IAsyncDisposable
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<Task<TValue>>> _tasks = new();
    private readonly CancellationTokenSource _run = new();

    public async Task<TValue> GetAsync(TKey key, Func<CancellationToken, Task<TValue>> work, CancellationToken cancellationToken)
    {
        Lazy<Task<TValue>> entry = _tasks.GetOrAdd(key, _ => new Lazy<Task<TValue>>(() => Task.Run(() => work(_run.Token), _run.Token)));
        Task<TValue> task = entry.Value;
        try
        {
            return await task.WaitAsync(cancellationToken);
        }
        finally
        {
            if (task.IsFaulted || task.IsCanceled) _tasks.TryRemove(KeyValuePair.Create(key, entry));
        }
    }

    /// <summary>Ends what is still under way, and waits until it has ended: what was writing has written.</summary>
    public async ValueTask DisposeAsync()
    {
        await _run.CancelAsync();
        Task all = Task.WhenAll(_tasks.Values.Where(static entry => entry.IsValueCreated).Select(static entry => entry.Value));
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // failures are their askers'
        _run.Dispose();
    }

    /// <summary>Ends what is still under way, and waits for nothing.</summary>
    public void Dispose()
    {
        _run.Cancel();
        _run.Dispose();
    }
}
