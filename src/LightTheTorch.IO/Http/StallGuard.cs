namespace LightTheTorch.IO.Http;

/// <summary>Reads a body with patience for its silences, not for its length, and never past a bound.</summary>
internal sealed class StallGuard(TimeSpan patience, TimeProvider time)
{
    /// <exception cref="TimeoutException">Nothing came for too long.</exception>
    public async ValueTask<int> ReadAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using CancellationTokenSource silence = new(patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            return await body.ReadAsync(buffer, either.Token);
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing came for {patience.TotalSeconds:0} s");
        }
    }

    /// <summary>The whole body, or null when it has more than <paramref name="limit"/> bytes.</summary>
    public async Task<byte[]?> ReadAllAsync(Stream body, int limit, CancellationToken cancellationToken)
    {
        using PooledBytes all = new();
        return await ReadAllAsync(body, all, limit, cancellationToken) ? all.Written.ToArray() : null;
    }

    /// <returns>Whether the body has no more than <paramref name="limit"/> bytes.</returns>
    public async Task<bool> ReadAllAsync(Stream body, PooledBytes target, int limit, CancellationToken cancellationToken)
    {
        while (await ReadAsync(body, target.Free(), cancellationToken) is > 0 and int read)
        {
            target.Advance(read);
            if (target.Length > limit) return false;
        }

        return true;
    }
}
