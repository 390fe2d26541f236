using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace LightTheTorch.LoopbackIndex;

/// <summary>
/// PyPI and PyTorch's indexes on this machine: Kestrel, not a stand-in for HttpClient. Two endpoints serve one mirror tree.
/// Plain HTTP/1.1 serves <c>/host/path</c>, as any web server would serve a mirror. TLS, with HTTP/2, is the real hosts themselves: whoever is
/// led there (by <see cref="CreateHandler"/> or a <see cref="ConnectProxy"/>) and trusts <see cref="Authority"/> reads <c>https://pypi.org/…</c> from here.
/// </summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private static readonly DateTimeOffset s_lastModified = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly WebApplication _app;
    private readonly Pages _pages;
    private readonly LoopbackOptions _options;
    private readonly ConcurrentDictionary<string, int> _requests = new(StringComparer.Ordinal);

    private LoopbackServer(WebApplication app, TestAuthority authority, ITree tree, LoopbackOptions options)
    {
        (_app, Authority, _options) = (app, authority, options);
        _pages = new Pages(tree, options);
    }

    /// <summary>Root of the plain endpoint, the value for <c>--mirror</c>: <c>http://127.0.0.1:PORT/</c>.</summary>
    public Uri Root { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Port of the TLS endpoint.</summary>
    public int TlsPort { get; private set; }

    /// <summary>Who signed the TLS endpoint's certificate.</summary>
    public TestAuthority Authority { get; }

    /// <summary>
    /// Comes before every answer; it may write one of its own, break the connection (<see cref="HttpContext.Abort"/>) or call the second argument for the right one.
    /// Null, the default, is a server without faults.
    /// </summary>
    public Func<HttpContext, Func<Task>, Task>? Faults { get; set; }

    /// <summary>How often each <c>host/path</c> was asked for, by any method, faults included.</summary>
    public IReadOnlyDictionary<string, int> Requests => _requests;

    /// <summary>Simple-API root of PyPI on the plain endpoint, for pip's <c>--index-url</c>.</summary>
    public Uri Pypi => new(Root, $"{RealHosts.Pypi}/simple/");

    /// <summary>Serves a mirror tree until the server is disposed of.</summary>
    public static async Task<LoopbackServer> StartAsync(ITree tree, LoopbackOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new LoopbackOptions();
        TestAuthority authority = TestAuthority.Create();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = ["application/vnd.pypi.simple.v1+json", "text/html"];
        });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port, endpoint => endpoint.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http1AndHttp2;
                endpoint.UseHttps(authority.Server);
            });
        });
        WebApplication app = builder.Build();
        LoopbackServer server = new(app, authority, tree, options);
        if (options.Compress)
            app.UseResponseCompression();
        app.Run(server.AnswerAsync);
        await app.StartAsync(cancellation);
        Uri[] addresses = [.. app.Urls.Select(address => new Uri(address))];
        server.Root = addresses.Single(address => address.Scheme == Uri.UriSchemeHttp);
        server.TlsPort = addresses.Single(address => address.Scheme == Uri.UriSchemeHttps).Port;
        return server;
    }

    /// <summary>A handler whose connections to the real hosts end here, with the real names in TLS and in every address. Other hosts are refused.</summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectCallback = async (context, cancellation) =>
        {
            if (!RealHosts.All.Contains(context.DnsEndPoint.Host))
                throw new HttpRequestException($"`{context.DnsEndPoint.Host}` is not a host of the loopback index");
            Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, TlsPort, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException)
            {
                socket.Dispose();
                throw;
            }
        },
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { Authority.Root },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    };

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Authority.Dispose();
    }

    private Task AnswerAsync(HttpContext context)
    {
        string path = TreePath(context.Request);
        _requests.AddOrUpdate(path, 1, (_, count) => count + 1);
        return Faults is { } faults ? faults(context, () => AnswerRightAsync(context, path)) : AnswerRightAsync(context, path);
    }

    private static string TreePath(HttpRequest request)
    {
        string path = (request.Path.Value ?? "").TrimStart('/');
        return request.IsHttps ? $"{RealHosts.Folder(request.Host.Host)}/{path}" : path;
    }

    private async Task AnswerRightAsync(HttpContext context, string path)
    {
#pragma warning disable RS0030 // A network's delay is real time; this library is the one place that plays a network.
        if (_options.Latency > TimeSpan.Zero)
            await Task.Delay(_options.Latency, TimeProvider.System, context.RequestAborted);
#pragma warning restore RS0030
        string? rewriteTo = _options.RewriteLinks && !context.Request.IsHttps ? $"http://{context.Request.Host}" : null;
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            await Results.StatusCode(StatusCodes.Status405MethodNotAllowed).ExecuteAsync(context);
            return;
        }
        if (_pages.Find(path, rewriteTo) is not { } answer)
        {
            // PyTorch's bucket says 403 for what it does not have.
            await Results.Text("not found", statusCode: path.StartsWith(RealHosts.Torch + "/", StringComparison.Ordinal) ? 403 : 404).ExecuteAsync(context);
            return;
        }
        context.Response.Headers.CacheControl = "max-age=600";
        await Results.Bytes(answer.File.Content, answer.Kind, enableRangeProcessing: true, lastModified: s_lastModified,
            entityTag: EntityTagHeaderValue.Parse(answer.File.ETag)).ExecuteAsync(context);
    }
}
