using LightTheTorch.IO.Cache;

namespace LightTheTorch.Tests.Cache;

public sealed class SharedTasksTests
{
    [Fact]
    public async Task DisposeAsync_WaitsForWhatNobodyWaitsFor()
    {
        SharedTasks<string, int> tasks = new();
        TaskCompletionSource begun = new(), written = new();
        using CancellationTokenSource asker = new();
        Task<int> asked = tasks.GetAsync("page", Write, asker.Token);
        await begun.Task;
        await asker.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);

        Task ended = tasks.DisposeAsync().AsTask();
        Assert.False(ended.IsCompleted);
        written.SetResult();
        await ended;

        async Task<int> Write(CancellationToken cancellationToken)
        {
            begun.SetResult();
            await written.Task;
            cancellationToken.ThrowIfCancellationRequested(); // it has been told to end, and that is nobody's failure
            return 0;
        }
    }
}
