using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Http;

/// <summary>Sends one request and follows where it is led. Each host on the way gets its own credentials, or none.</summary>
internal sealed class RequestSender(HttpClient http, IndexClientOptions options, TimeProvider time)
{
    private const int MostRedirects = 10;

    // PEP 691, "Version + Format Selection"
    private const string PageTypes = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1, */*;q=0.01";

    private readonly ConcurrentDictionary<string, AuthenticationHeaderValue> _remembered = new(StringComparer.Ordinal);

    /// <summary>Files that an index with credentials links to on its own host want the same, and no other host gets to see them.</summary>
    public void Remember(Uri root)
    {
        if (Addresses.Credentials(root) is { } credentials) _remembered[Host(AddressText.WithoutCredentials(root))] = credentials;
    }

    /// <returns>The answer, once its head is there.</returns>
    /// <exception cref="FailedAttemptException">An answer that is none, or a redirect that must not be followed.</exception>
    /// <exception cref="HttpRequestException">No answer came.</exception>
    /// <exception cref="TimeoutException">Nothing came for too long.</exception>
    public async Task<FetchResponse> SendAsync(Uri place, FetchRequest request, CancellationToken cancellationToken)
    {
        Uri current = AddressText.WithoutFragment(AddressText.WithoutCredentials(place));
        AuthenticationHeaderValue? own = Addresses.Credentials(place);
        string first = Host(current);
        for (int redirects = 0; ; redirects++)
        {
            using HttpRequestMessage message = Message(current, request, Host(current) == first ? own : null);
            HttpResponseMessage answer;
            try
            {
                answer = await SendAsync(message, cancellationToken);
            }
            catch (HttpRequestException failure) when (redirects > 0)
            {
                throw new FailedAttemptException($"it redirects to `{Addresses.Show(current)}`, and there {FetchFailures.Describe(failure)}", failure) { MayPass = FetchFailures.MayPass(failure) };
            }

            bool isTaken = false;
            try
            {
                if (IsRedirect(answer.StatusCode))
                {
                    if (redirects == MostRedirects) throw new FailedAttemptException("it redirects without end");
                    current = Target(current, answer);
                    continue;
                }

                if (StatusOf(answer.StatusCode, request) is not { } status) throw Refusal(answer);
                FetchResponse response = await ResponseAsync(answer, status, current, cancellationToken);
                isTaken = true;
                return response;
            }
            finally
            {
                if (!isTaken) answer.Dispose();
            }
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

    private HttpRequestMessage Message(Uri place, FetchRequest request, AuthenticationHeaderValue? own)
    {
        HttpRequestMessage message = new(request.Method, place) { Version = http.DefaultRequestVersion, VersionPolicy = http.DefaultVersionPolicy };
        message.Headers.Authorization = own ?? _remembered.GetValueOrDefault(Host(place)) ?? options.Credentials.For(place);
        message.Headers.TryAddWithoutValidation("Accept-Encoding", request.IsPage ? "gzip, br" : "identity");
        if (request.IsPage) message.Headers.TryAddWithoutValidation("Accept", PageTypes);
        if (request.IfNoneMatch is { } tag) message.Headers.TryAddWithoutValidation("If-None-Match", tag);
        if (request.Range is { } range) message.Headers.Range = new RangeHeaderValue(range.From, range.To);
        if (request.IfRange is { } same) message.Headers.TryAddWithoutValidation("If-Range", same);
        return message;
    }

    // What a redirect's address says of users and passwords is the server's idea, and is not sent to anybody.
    private static Uri Target(Uri from, HttpResponseMessage answer)
    {
        // As it was sent: what reads it for `Headers.Location` breaks on some texts.
        string? location = answer.Headers.NonValidated.TryGetValues("Location", out HeaderStringValues values) ? values.ToString().Trim() : null;
        if (location is null || !AddressText.TryJoin(from, location, out Uri? target)) throw new FailedAttemptException($"it redirects to nowhere ({(int)answer.StatusCode})");
        bool isWeaker = from.Scheme == Uri.UriSchemeHttps && target.Scheme != Uri.UriSchemeHttps;
        if (isWeaker || target.Scheme is not ("https" or "http")) throw new FailedAttemptException($"it redirects from {from.Scheme} to {target.Scheme}");
        return AddressText.WithoutFragment(AddressText.WithoutCredentials(target));
    }

    private static string Host(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private static bool IsRedirect(HttpStatusCode status) => status
        is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    // A part that nobody asked for is not the whole, and `not modified` says nothing without a tag to compare with.
    private static FetchStatus? StatusOf(HttpStatusCode status, FetchRequest request) => status switch
    {
        HttpStatusCode.OK => FetchStatus.Found,
        HttpStatusCode.PartialContent when request.Range is not null => FetchStatus.Partial,
        HttpStatusCode.NotModified when request.IfNoneMatch is not null => FetchStatus.NotModified,
        HttpStatusCode.NotFound or HttpStatusCode.Gone => FetchStatus.Missing,
        HttpStatusCode.Forbidden when !request.IsRefusable => FetchStatus.Missing,
        HttpStatusCode.RequestedRangeNotSatisfiable when request.Range is not null => FetchStatus.NoSuchRange,
        _ => null,
    };

    private FailedAttemptException Refusal(HttpResponseMessage answer) => new(FetchFailures.Describe(answer.StatusCode))
    {
        Status = answer.StatusCode,
        MayPass = answer.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError,
        RetryAfter = answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
            _ => null,
        },
    };

    private static async Task<FetchResponse> ResponseAsync(HttpResponseMessage answer, FetchStatus status, Uri place, CancellationToken cancellationToken)
    {
        Stream body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        // Packed many times over, a few bytes would be work and memory without end; once was asked for.
        if (answer.Content.Headers.ContentEncoding.Count > 1) throw new FailedAttemptException("it is packed in a way that nobody asked for");
        foreach (string encoding in answer.Content.Headers.ContentEncoding)
        {
            body = encoding.ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
                "br" => new BrotliStream(body, CompressionMode.Decompress),
                "deflate" => new ZLibStream(body, CompressionMode.Decompress),
                "identity" => body,
                _ => throw new FailedAttemptException("it is packed in a way that nobody asked for"),
            };
        }

        return new FetchResponse(status, place, answer)
        {
            Body = body,
            MediaType = answer.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? "",
            ETag = answer.Headers.ETag?.ToString(),
            MaxAge = answer.Headers.CacheControl is { NoStore: false, NoCache: false, MaxAge: { } age } ? age : TimeSpan.Zero,
            Length = status == FetchStatus.Partial ? answer.Content.Headers.ContentRange?.Length : answer.Content.Headers.ContentLength,
            RangeStart = answer.Content.Headers.ContentRange?.From,
        };
    }
}
