using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.IO.Http;

/// <summary>
/// Gets bytes from wherever an address leads: a folder, a mirror, the host, or a sibling with the same files. Tries again what may pass,
/// and turns every failure into one message with the address and the cause.
/// </summary>
internal sealed class IndexTransport(HttpClient http, IndexClientOptions options, TimeProvider time) : IDisposable
{
    // PEP 691, "Version + Format Selection"
    private const string PageTypes = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1, */*;q=0.01";

    private readonly ConcurrentDictionary<string, AuthenticationHeaderValue> _credentials = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _slots = new(options.Parallelism);

    public StallGuard Guard { get; } = new(options.Patience, time);

    public Uri Locate(Uri address) => options.Mirror?.Locate(address) ?? address;

    /// <summary>Files that an index with credentials links to on its own host want the same, and no other host gets to see them.</summary>
    public void Remember(Uri root)
    {
        if (Addresses.Credentials(root) is { } credentials) _credentials[Addresses.WithoutCredentials(root).GetLeftPart(UriPartial.Authority)] = credentials;
    }

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
        Attempt last = new("", null);
        int tries = 0;
        foreach (Uri place in (Uri[])[located, .. ReferenceEquals(located, address) ? options.Aliases.Siblings(address) : []])
        {
            for (int attempt = 0; attempt <= options.RetryDelays.Length; attempt++)
            {
                if (attempt > 0) await Task.Delay(options.RetryDelays[attempt - 1], time, cancellationToken);
                tries++;
                (Attempt? failed, T? value) = await TryAsync(place, request, consume, cancellationToken);
                if (failed is null) return value!; // what the consumer returned: null only where T allows it
                last = failed;
                if (!failed.MayPass) break;
            }
        }

        throw FetchFailures.Unreachable(address, last.Cause, tries, last.Inner);
    }

    public void Dispose() => _slots.Dispose();

    private async Task<(Attempt? Failed, T? Value)> TryAsync<T>(
        Uri place, FetchRequest request, Func<FetchResponse, CancellationToken, Task<T>> consume, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            using HttpRequestMessage message = Message(place, request);
            using HttpResponseMessage answer = await SendAsync(message, cancellationToken);
            if (StatusOf(answer.StatusCode) is not { } status) return (new Attempt(FetchFailures.Describe(answer.StatusCode), null, IsPassing(answer.StatusCode)), default);
            using FetchResponse response = await ResponseAsync(answer, status, place, cancellationToken);
            return (null, await consume(response, cancellationToken));
        }
        catch (HttpRequestException failure)
        {
            return (new Attempt(FetchFailures.Describe(failure), failure, failure.HttpRequestError != HttpRequestError.SecureConnectionError), default);
        }
        catch (TimeoutException failure)
        {
            return (new Attempt(failure.Message, failure), default);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            return (new Attempt("the answer breaks off", failure), default);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        using CancellationTokenSource silence = new(options.Patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            return await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {options.Patience.TotalSeconds:0} s");
        }
    }

    private HttpRequestMessage Message(Uri place, FetchRequest request)
    {
        HttpRequestMessage message = new(request.Method, Addresses.WithoutFragment(Addresses.WithoutCredentials(place)));
        message.Headers.Authorization = Addresses.Credentials(place) ?? _credentials.GetValueOrDefault(place.GetLeftPart(UriPartial.Authority));
        message.Headers.TryAddWithoutValidation("Accept-Encoding", request.IsPage ? "gzip, br" : "identity");
        if (request.IsPage) message.Headers.TryAddWithoutValidation("Accept", PageTypes);
        if (request.IfNoneMatch is { } tag) message.Headers.TryAddWithoutValidation("If-None-Match", tag);
        if (request.Range is { } range) message.Headers.Range = new RangeHeaderValue(range.From, range.To);
        if (request.IfRange is { } same) message.Headers.TryAddWithoutValidation("If-Range", same);
        return message;
    }

    private static FetchStatus? StatusOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.PartialContent => FetchStatus.Partial,
        HttpStatusCode.NotModified => FetchStatus.NotModified,
        HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.Gone => FetchStatus.Missing,
        HttpStatusCode.RequestedRangeNotSatisfiable => FetchStatus.NoSuchRange,
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => FetchStatus.Found,
        _ => null,
    };

    private static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    private static async Task<FetchResponse> ResponseAsync(HttpResponseMessage answer, FetchStatus status, Uri place, CancellationToken cancellationToken)
    {
        Stream body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        foreach (string encoding in answer.Content.Headers.ContentEncoding.Reverse())
        {
            body = encoding.ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
                "br" => new BrotliStream(body, CompressionMode.Decompress),
                "deflate" => new ZLibStream(body, CompressionMode.Decompress),
                _ => body,
            };
        }

        return new FetchResponse(status, answer.RequestMessage?.RequestUri ?? place)
        {
            Body = body,
            MediaType = answer.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? "",
            ETag = answer.Headers.ETag?.ToString(),
            MaxAge = answer.Headers.CacheControl is { NoStore: false, NoCache: false, MaxAge: { } age } ? age : TimeSpan.Zero,
            Length = status == FetchStatus.Partial ? answer.Content.Headers.ContentRange?.Length : answer.Content.Headers.ContentLength,
            RangeStart = answer.Content.Headers.ContentRange?.From,
        };
    }

    private sealed record Attempt(string Cause, Exception? Inner, bool MayPass = true);
}
