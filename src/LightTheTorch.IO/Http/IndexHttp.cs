using System.Net;

namespace LightTheTorch.IO.Http;

/// <summary>The one HTTP client of a run. Proxies and certificates are the machine's own (<c>HTTPS_PROXY</c>, <c>SSL_CERT_FILE</c>).</summary>
public static class IndexHttp
{
    /// <param name="version">Of this program, for the server's log.</param>
    /// <param name="parallelism">Connections to one host.</param>
    public static HttpClient Create(string version, int parallelism = 24)
    {
        SocketsHttpHandler handler = new()
        {
            AutomaticDecompression = DecompressionMethods.None, // files must come as they are; pages are unpacked where they are read
            ConnectTimeout = TimeSpan.FromSeconds(15),
            MaxAutomaticRedirections = 10,
            MaxConnectionsPerServer = parallelism,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        HttpClient client = new(handler, disposeHandler: true)
        {
            Timeout = Timeout.InfiniteTimeSpan, // patience is counted in silences, not from the start
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", $"light-the-torch/{version}");
        return client;
    }
}
