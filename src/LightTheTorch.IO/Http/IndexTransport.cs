using LightTheTorch.Diagnostics;

namespace LightTheTorch.IO.Http;

/// <summary>
/// Gets bytes from wherever an address leads: a folder, a mirror, the host, or a sibling with the same files. Tries again what may pass,
/// and turns every failure into one message with the address and the cause.
/// </summary>
internal sealed class IndexTransport(HttpClient http, IndexClientOptions options, TimeProvider time) : IDisposable
{
    private readonly RequestSender _sender = new(http, options, time);
    private readonly RetryPolicy _retries = new(options, time);
    private readonly SemaphoreSlim _slots = new(options.Parallelism);

    public StallGuard Guard { get; } = new(options.Patience, time);

    public Uri Locate(Uri address) => options.Mirror?.Locate(address) ?? address;

    /// <summary>Where else the same file lies; nowhere when a mirror stands in for the host.</summary>
    public IEnumerable<Uri> Siblings(Uri address) => ReferenceEquals(Locate(address), address) ? options.Aliases.Siblings(address) : [];

    /// <inheritdoc cref="RequestSender.Remember"/>
    public void Remember(Uri root) => _sender.Remember(root);

    /// <param name="address">Canonical; a mirror may serve it from elsewhere.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="consume">Reads the answer while the connection is open. It runs again when the answer breaks off.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <exception cref="LttException">Nothing came of it.</exception>
    public async Task<T> FetchAsync<T>(Uri address, FetchRequest request, Func<FetchResponse, CancellationToken, Task<T>> consume, CancellationToken cancellationToken)
    {
        Uri located = Locate(address);
        if (located.IsFile)
        {
            using FetchResponse file = LocalFiles.Open(address, located, request);
            return await consume(file, cancellationToken);
        }

        if (options.Offline) throw FetchFailures.Offline(address);
        FailedAttemptException? last = null;
        int tries = 0;
        DateTimeOffset deadline = _retries.Deadline();
        foreach (Uri place in (Uri[])[located, .. Siblings(address)])
        {
            try
            {
                return await _retries.RunAsync(
                    cancel =>
                    {
                        tries++;
                        return TryAsync(place, request, consume, cancel);
                    },
                    deadline,
                    cancellationToken);
            }
            catch (FailedAttemptException failure)
            {
                last = failure;
            }
        }

        throw FetchFailures.Unreachable(address, located, last, tries);
    }

    /// <summary>One answer as it comes, for someone who reads it by himself and tries again by himself.</summary>
    /// <exception cref="LttException">There is none.</exception>
    public async Task<FetchResponse> OpenAsync(Uri address, FetchRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await _sender.SendAsync(address, request, cancellationToken);
        }
        catch (FailedAttemptException failure)
        {
            throw FetchFailures.Unreachable(address, address, failure, 1);
        }
        catch (HttpRequestException failure)
        {
            throw FetchFailures.Unreachable(address, address, new FailedAttemptException(FetchFailures.Describe(failure), failure), 1);
        }
        catch (TimeoutException failure)
        {
            throw FetchFailures.Unreachable(address, address, new FailedAttemptException(failure.Message, failure), 1);
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task<T> TryAsync<T>(Uri place, FetchRequest request, Func<FetchResponse, CancellationToken, Task<T>> consume, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            using FetchResponse response = await _sender.SendAsync(place, request, cancellationToken);
            return await consume(response, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            throw new FailedAttemptException(FetchFailures.Describe(failure), failure) { MayPass = FetchFailures.MayPass(failure) };
        }
        catch (TimeoutException failure)
        {
            throw new FailedAttemptException(failure.Message, failure) { MayPass = true };
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            throw new FailedAttemptException("the answer breaks off", failure) { MayPass = true };
        }
        finally
        {
            _slots.Release();
        }
    }
}
