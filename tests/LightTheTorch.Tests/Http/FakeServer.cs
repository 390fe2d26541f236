using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LightTheTorch.IO.Http;
using Microsoft.Extensions.Time.Testing;

namespace LightTheTorch.Tests.Http;

/// <summary>Hosts in memory: a table of answers by address, and a list of what was asked.</summary>
internal sealed class FakeServer : HttpMessageHandler
{
    private readonly Dictionary<string, Func<HttpRequestMessage, HttpResponseMessage>> _answers = [];

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Method and address, in order of arrival.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public ConcurrentQueue<HttpRequestHeaders> Headers { get; } = new();

    public static HttpResponseMessage Status(HttpStatusCode status) => new(status);

    public static HttpResponseMessage Html(string body) => new() { Content = new StringContent(body, Encoding.UTF8, "text/html") };

    public static HttpResponseMessage Json(string body) => new() { Content = new StringContent(body, Encoding.UTF8, "application/vnd.pypi.simple.v1+json") };

    public static HttpResponseMessage Bytes(byte[] body) => new() { Content = new ByteArrayContent(body) };

    /// <summary>Serves ranges of a file as a bucket does.</summary>
    public static HttpResponseMessage Ranged(HttpRequestMessage request, byte[] body)
    {
        if (request.Headers.Range?.Ranges.FirstOrDefault() is not { } range) return Bytes(body);
        int from = (int)(range.From ?? Math.Max(0, body.Length - (range.To ?? 0)));
        if (from >= body.Length) return Status(HttpStatusCode.RequestedRangeNotSatisfiable);
        int to = range.From is null ? body.Length - 1 : (int)Math.Min(range.To ?? long.MaxValue, body.Length - 1);
        HttpResponseMessage part = Bytes(body[from..(to + 1)]);
        part.StatusCode = HttpStatusCode.PartialContent;
        part.Content.Headers.ContentRange = new ContentRangeHeaderValue(from, to, body.Length);
        return part;
    }

    public FakeServer On(string address, Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        _answers[address] = answer;
        return this;
    }

    /// <param name="change">What the test wants otherwise: by default one retry, at once.</param>
    /// <param name="time">A clock other than <see cref="Time"/>.</param>
    public IndexClient Client(Func<IndexClientOptions, IndexClientOptions>? change = null, TimeProvider? time = null)
    {
        IndexClientOptions options = new() { Retries = 1, RetryDelay = TimeSpan.Zero };
        return new IndexClient(new HttpClient(this), change is null ? options : change(options), time ?? Time);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string address = request.RequestUri?.AbsoluteUri ?? "";
        Asked.Enqueue($"{request.Method} {address}");
        Headers.Enqueue(request.Headers);
        HttpResponseMessage answer = _answers.TryGetValue(address, out Func<HttpRequestMessage, HttpResponseMessage>? known) ? known(request) : Status(HttpStatusCode.NotFound);
        answer.RequestMessage ??= request;
        return Task.FromResult(answer);
    }
}
