using Polly;
using Polly.Retry;

namespace LightTheTorch.IO.Http;

/// <summary>
/// When what failed is tried again: after a growing pause with jitter, or when the server wants it (<c>Retry-After</c>). All tries and pauses
/// for one address have one budget of time; a pause that would not fit into it is not begun.
/// </summary>
internal sealed class RetryPolicy
{
    private static readonly ResiliencePropertyKey<DateTimeOffset> s_deadline = new("deadline");

    private readonly ResiliencePipeline _pipeline;
    private readonly TimeSpan _budget;
    private readonly TimeProvider _time;

    public RetryPolicy(IndexClientOptions options, TimeProvider time)
    {
        (_budget, _time) = (options.RetryBudget, time);
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = options.Retries,
            Delay = options.RetryDelay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            MaxDelay = TimeSpan.FromSeconds(10),
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is FailedAttemptException { MayPass: true } failure && Fits(failure, arguments.Context)),
            DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Exception as FailedAttemptException)?.RetryAfter),
        }).Build();
    }

    /// <summary>Until when an address may be tried, counted from now.</summary>
    public DateTimeOffset Deadline() => _time.GetUtcNow() + _budget;

    /// <exception cref="FailedAttemptException">The last try failed as well, or the failure will not pass.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> attempt, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(s_deadline, deadline);
        try
        {
            return await _pipeline.ExecuteAsync(static async (context, attempt) => await attempt(context.CancellationToken), context, attempt);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private bool Fits(FailedAttemptException failure, ResilienceContext context) =>
        _time.GetUtcNow() + (failure.RetryAfter ?? TimeSpan.Zero) < context.Properties.GetValue(s_deadline, DateTimeOffset.MinValue);
}
