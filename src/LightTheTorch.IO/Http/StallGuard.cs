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
    public async Task<byte[]?> ReadAllAsync(Stream body, long limit, CancellationToken cancellationToken)
    {
        using MemoryStream all = new();
        byte[] buffer = new byte[1 << 16];
        while (await ReadAsync(body, buffer, cancellationToken) is > 0 and int read)
        {
            if (all.Length + read > limit) return null;
            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }
}
