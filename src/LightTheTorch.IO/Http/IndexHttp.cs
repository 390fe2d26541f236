using System.Net;
using System.Net.Security;

namespace LightTheTorch.IO.Http;

/// <summary>The one HTTP client of a run. Proxies are the machine's own (<c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c>, <c>ALL_PROXY</c>, <c>NO_PROXY</c>).</summary>
public static class IndexHttp
{
    /// <param name="version">Of this program, for the server's log.</param>
    /// <param name="variables">The environment, which may name a file of certificates.</param>
    /// <param name="parallelism">Connections to one host.</param>
    /// <param name="network">What the user said of proxies and certificates; null for nothing.</param>
    /// <exception cref="Diagnostics.LttException">A file of certificates cannot be read.</exception>
    public static HttpClient Create(string version, IReadOnlyDictionary<string, string> variables, int parallelism = IndexClientOptions.DefaultParallelism, NetworkSettings? network = null)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false, // followed by hand, so that each host gets its own credentials
            AutomaticDecompression = DecompressionMethods.None, // files must come as they are; pages are unpacked where they are read
            ConnectTimeout = TimeSpan.FromSeconds(15),
            MaxConnectionsPerServer = parallelism,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = CertificateBundle.Policy(variables) },
        };
        network?.ApplyTo(handler);
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
