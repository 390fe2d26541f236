using System.Net;
using System.Net.Http.Headers;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Http;

namespace LightTheTorch.Tests.Http;

/// <summary>How often and when a failed request is sent again.</summary>
public sealed class RetryTests
{
    private static readonly Uri s_page = new("https://pypi.org/simple/foo/");

    private readonly HastyTime _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pauses_GrowAndDifferFromRunToRun()
    {
        (string message, TimeSpan[] first) = await FailAsync(_ => FakeServer.Status(HttpStatusCode.BadGateway));
        Assert.Equal($"cannot read `{s_page}`: the server answers 502 (tried 4 times)", message);
        Assert.Equal(3, first.Length);
        Assert.InRange(first.Sum(pause => pause.TotalSeconds), 0.2, 10);
        TimeSpan[] both = [.. first, .. (await FailAsync(_ => FakeServer.Status(HttpStatusCode.BadGateway))).Pauses];
        Assert.True(both.Distinct().Count() > 3, "two runs paused alike");
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task RetryAfter_IsHeeded(HttpStatusCode status)
    {
        (_, TimeSpan[] pauses) = await FailAsync(_ => Later(status, new RetryConditionHeaderValue(TimeSpan.FromSeconds(7))));
        Assert.All(pauses, pause => Assert.Equal(TimeSpan.FromSeconds(7), pause));
        Assert.Equal(3, pauses.Length);
    }

    [Fact]
    public async Task RetryAfter_MayBeADate()
    {
        (_, TimeSpan[] pauses) = await FailAsync(_ => Later(HttpStatusCode.TooManyRequests, new RetryConditionHeaderValue(_time.GetUtcNow() + TimeSpan.FromSeconds(5))));
        Assert.All(pauses, pause => Assert.Equal(TimeSpan.FromSeconds(5), pause));
        (_, pauses) = await FailAsync(_ => Later(HttpStatusCode.TooManyRequests, new RetryConditionHeaderValue(_time.GetUtcNow() - TimeSpan.FromDays(9000))));
        Assert.Empty(pauses); // long past: at once
    }

    [Fact]
    public async Task RetryAfter_BeyondTheBudgetIsSaidAndNotWaitedFor()
    {
        (string message, TimeSpan[] pauses) = await FailAsync(_ => Later(HttpStatusCode.TooManyRequests, new RetryConditionHeaderValue(TimeSpan.FromHours(1))));
        Assert.Empty(pauses);
        Assert.Equal($"cannot read `{s_page}`: the server wants fewer requests (429), and asks to be left alone for 60 min", message);
    }

    [Fact]
    public async Task Budget_EndsTheTries()
    {
        (string message, TimeSpan[] pauses) = await FailAsync(_ => Later(HttpStatusCode.ServiceUnavailable, new RetryConditionHeaderValue(TimeSpan.FromSeconds(29))));
        Assert.Equal(2, pauses.Length);
        Assert.EndsWith("and asks to be left alone for 29 s (tried 3 times)", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpRequestError.SecureConnectionError)]
    [InlineData(HttpRequestError.ConnectionError)]
    public async Task ACertificate_IsNotAskedForTwice(HttpRequestError error)
    {
        bool isTrust = error == HttpRequestError.SecureConnectionError;
        (_, TimeSpan[] pauses) = await FailAsync(_ => throw new HttpRequestException(error, null, isTrust ? new System.Security.Authentication.AuthenticationException() : null));
        Assert.Equal(isTrust ? 0 : 3, pauses.Length);
    }

    private static HttpResponseMessage Later(HttpStatusCode status, RetryConditionHeaderValue when)
    {
        HttpResponseMessage answer = FakeServer.Status(status);
        answer.Headers.RetryAfter = when;
        return answer;
    }

    private async Task<(string Message, TimeSpan[] Pauses)> FailAsync(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        _time.Pauses.Clear();
        using IndexClient client = new FakeServer().On(s_page.AbsoluteUri, answer).Client(_ => new IndexClientOptions(), _time);
        LttException error = await Assert.ThrowsAsync<LttException>(() => client.ReadPageAsync(s_page, Cancel));
        return (error.Message, [.. _time.Pauses]);
    }
}
