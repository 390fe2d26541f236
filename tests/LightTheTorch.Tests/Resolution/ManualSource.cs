using LightTheTorch.Index;
using LightTheTorch.Names;

namespace LightTheTorch.Tests.Resolution;

/// <summary>
/// An index whose answers come when the test says so. Whoever waits for them goes on inside <see cref="Answer"/>, on the same thread, until it waits
/// again: when that returns, everything that will be asked for now has been asked for. So there is nothing to sleep for.
/// </summary>
internal sealed class ManualSource(ScenarioIndex index) : IPackageSource
{
    private readonly List<string> _open = [];
    private readonly Dictionary<string, List<TaskCompletionSource>> _waiting = [];
    private readonly HashSet<string> _answered = [];

    public string DisplayName => index.DisplayName;

    /// <summary>How many questions wait for their answer.</summary>
    public int Open => _open.Count;

    /// <summary>How many METADATA were asked for.</summary>
    public int MetadataAsked { get; private set; }

    public async ValueTask<ProjectListing?> FindAsync(PackageName name, CancellationToken cancellationToken)
    {
        await AskAsync(name.Value);
        return await index.FindAsync(name, cancellationToken);
    }

    public async ValueTask<CoreMetadata> ReadMetadataAsync(DistributionFile file, CancellationToken cancellationToken)
    {
        if (!_answered.Contains(file.FileName) && !_waiting.ContainsKey(file.FileName)) MetadataAsked++;
        await AskAsync(file.FileName);
        return await index.ReadMetadataAsync(file, cancellationToken);
    }

    /// <summary>Runs what asks, and <paramref name="answer"/> whenever it waits, on one thread whose continuations nobody else schedules.</summary>
    public static Task<T> DriveAsync<T>(Func<ValueTask<T>> run, Action answer) => Task.Run(() =>
    {
        Task<T> running = run().AsTask();
        while (!running.IsCompleted) answer();
        return running;
    });

    /// <summary>Answers one of the open questions.</summary>
    public void Answer(int which)
    {
        string what = _open[which];
        _open.RemoveAt(which);
        _answered.Add(what);
        foreach (TaskCompletionSource waiting in _waiting[what]) waiting.SetResult();
    }

    /// <summary>Answers all questions that are open now: one round trip.</summary>
    public void AnswerAll()
    {
        for (int left = _open.Count; left > 0; left--) Answer(0);
    }

    // A question is asked only once, as a source that remembers does. Each who waits has a task of their own: of several that wait for one task
    // only one would go on at once.
    private Task AskAsync(string what)
    {
        if (_answered.Contains(what)) return Task.CompletedTask;
        TaskCompletionSource answer = new();
        if (!_waiting.TryGetValue(what, out List<TaskCompletionSource>? waiting))
        {
            _waiting.Add(what, waiting = []);
            _open.Add(what);
        }

        waiting.Add(answer);
        return answer.Task;
    }
}
