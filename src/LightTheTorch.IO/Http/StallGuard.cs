namespace LightTheTorch.IO.Http;

/// <summary>
/// Reads a body with patience for its silences, not for its length, and never past a bound. What is small, a page or METADATA, must also come to an end in
/// ten times that patience, however regularly a byte of it drips.
/// </summary>
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
        catch (InvalidOperationException failure) when (body is System.IO.Compression.BrotliStream)
        {
            throw new InvalidDataException(failure.Message, failure); // what every other kind of packed data says
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
        using CancellationTokenSource overall = new(patience * 10, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(overall.Token, cancellationToken);
        try
        {
            while (await ReadAsync(body, target.Free(), either.Token) is > 0 and int read)
            {
                target.Advance(read);
                if (target.Length > limit) return false;
            }

            return true;
        }
        catch (OperationCanceledException) when (overall.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"it did not come to an end within {patience.TotalSeconds * 10:0} s");
        }
    }
}
