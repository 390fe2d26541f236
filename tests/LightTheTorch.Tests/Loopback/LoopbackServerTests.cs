using System.Net;
using System.Net.Http.Headers;
using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.Tests.Loopback;

public sealed class LoopbackServerTests
{
    private static readonly WheelSpec s_torch = new("torch", "2.9.0+cpu") { Requires = ["sympy>=1.13"] };

    private static readonly MemoryTree s_tree = new Universe()
        .Add("sympy", "1.14.0")
        .AddTorch("cpu", s_torch, new TorchLink { Absolute = true })
        .AddTorch("cpu", new WheelSpec("sympy", "1.11.1"), new TorchLink { Root = true, Hash = false })
        .Build();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("pypi.org/simple/sympy/", HttpStatusCode.OK, "application/vnd.pypi.simple.v1+json")]
    [InlineData("pypi.org/simple/sympy/index.json", HttpStatusCode.OK, "application/vnd.pypi.simple.v1+json")]
    [InlineData("download.pytorch.org/whl/cpu/torch/", HttpStatusCode.OK, "text/html")]
    [InlineData("download.pytorch.org/whl/cpu/torch-2.9.0%2Bcpu-py3-none-any.whl", HttpStatusCode.OK, "application/octet-stream")]
    [InlineData("download.pytorch.org/whl/cpu/torch-2.9.0%2Bcpu-py3-none-any.whl.metadata", HttpStatusCode.OK, "application/octet-stream")]
    [InlineData("download.pytorch.org/whl/cpu/nobody/", HttpStatusCode.Forbidden, "text/plain")]
    [InlineData("pypi.org/simple/nobody/", HttpStatusCode.NotFound, "text/plain")]
    [InlineData("pypi.org/..%2F..%2Fetc/passwd", HttpStatusCode.NotFound, "text/plain")]
    public async Task Plain_AnswersAsTheRealHostsDo(string path, HttpStatusCode status, string kind)
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(s_tree, cancellation: Cancellation);
        using HttpClient client = new();
        using HttpResponseMessage response = await client.GetAsync(new Uri(server.Root, path), Cancellation);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(kind, response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Plain_AnswersConditionsAndRanges()
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(s_tree, cancellation: Cancellation);
        using HttpClient client = new();
        Uri page = new(server.Root, "pypi.org/simple/sympy/");
        using HttpResponseMessage first = await client.GetAsync(page, Cancellation);
        using HttpRequestMessage again = new(HttpMethod.Get, page) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using HttpResponseMessage unchanged = await client.SendAsync(again, Cancellation);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Equal(2, server.Requests["pypi.org/simple/sympy/"]);

        using HttpRequestMessage head = new(HttpMethod.Get, new Uri(server.Root, "download.pytorch.org/whl/cpu/" + s_torch.FileName)) { Headers = { Range = new RangeHeaderValue(0, 1) } };
        using HttpResponseMessage part = await client.SendAsync(head, Cancellation);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("PK"u8.ToArray(), await part.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Theory]
    [InlineData(false, "https://download-r2.pytorch.org/whl/cpu/torch-2.9.0%2Bcpu")]
    [InlineData(true, "{root}download.pytorch.org/whl/cpu/torch-2.9.0%2Bcpu")]
    public async Task RewriteLinks_LeadsPipBackHere(bool rewrite, string link)
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(s_tree, new LoopbackOptions { RewriteLinks = rewrite }, Cancellation);
        using HttpClient client = new();
        string page = await client.GetStringAsync(new Uri(server.Root, "download.pytorch.org/whl/cpu/torch/"), Cancellation);
        Assert.Contains(link.Replace("{root}", server.Root.ToString(), StringComparison.Ordinal), page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pypi.org/simple/sympy/", HttpStatusCode.OK)]
    [InlineData("download.pytorch.org/whl/cpu/sympy/", HttpStatusCode.Forbidden)]
    [InlineData("download.pytorch.org/whl/cpu/torch/", HttpStatusCode.OK)]
    [InlineData("download.pytorch.org/whl/sympy-1.11.1-py3-none-any.whl", HttpStatusCode.OK)]
    public async Task FamilyOnly_HidesNamesOnTheOtherIndex(string path, HttpStatusCode status)
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(s_tree, new LoopbackOptions { FamilyOnly = true }, Cancellation);
        using HttpClient client = new();
        using HttpResponseMessage response = await client.GetAsync(new Uri(server.Root, path), Cancellation);
        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Tls_IsTheRealHostsOverHttp2()
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(s_tree, cancellation: Cancellation);
        using HttpClient client = new(server.CreateHandler()) { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using HttpResponseMessage response = await client.GetAsync(new Uri("https://download-r2.pytorch.org/whl/cpu/torch/"), Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(HttpVersion.Version20, response.Version);
        Assert.Equal(1, server.Requests["download.pytorch.org/whl/cpu/torch/"]);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("https://example.org/"), Cancellation));
    }

    [Fact]
    public async Task Compress_SendsPagesAsGzip()
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(s_tree, cancellation: Cancellation);
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(server.Root, "pypi.org/simple/sympy/")) { Headers = { AcceptEncoding = { new("gzip") } } };
        using HttpResponseMessage response = await client.SendAsync(request, Cancellation);
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Faults_ComeBeforeTheAnswer()
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(s_tree, cancellation: Cancellation);
        int asked = 0;
        server.Faults = (context, answer) =>
        {
            if (Interlocked.Increment(ref asked) > 1)
                return answer();
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        using HttpClient client = new();
        Uri page = new(server.Root, "pypi.org/simple/sympy/");
        using HttpResponseMessage broken = await client.GetAsync(page, Cancellation), right = await client.GetAsync(page, Cancellation);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (broken.StatusCode, right.StatusCode));
    }

    [Fact]
    public async Task ConnectProxy_LeadsRealHostsHereAndRefusesOthers()
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(s_tree, cancellation: Cancellation);
        await using ConnectProxy proxy = ConnectProxy.Start(server);
        using SocketsHttpHandler handler = server.CreateHandler();
        handler.ConnectCallback = null;
        (handler.UseProxy, handler.Proxy) = (true, new WebProxy(proxy.Address));
        using HttpClient client = new(handler);
        Assert.Contains("sympy", await client.GetStringAsync(new Uri("https://pypi.org/simple/sympy/"), Cancellation), StringComparison.Ordinal);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("https://example.org/"), Cancellation));
        Assert.Equal(1, proxy.Asked["example.org"]);
    }
}
