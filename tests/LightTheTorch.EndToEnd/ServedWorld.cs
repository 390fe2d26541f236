using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.EndToEnd;

/// <summary>A made world on this machine's loopback: plain HTTP for mirrors, TLS for the real hosts behind a proxy.</summary>
public abstract class ServedWorld(MemoryTree tree) : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private string _certificate = "";
    private LoopbackServer? _server;
    private ConnectProxy? _proxy;

    /// <summary>Plain HTTP for mirrors, TLS for the real hosts.</summary>
    public LoopbackServer Server => _server ?? throw new InvalidOperationException("the world was not started");

    /// <summary>Leads programs to the TLS endpoint.</summary>
    public ConnectProxy Proxy => _proxy ?? throw new InvalidOperationException("the world was not started");

    /// <summary>What a program needs in its environment to read the real hosts from here.</summary>
    public (string Name, string Value)[] Network =>
    [
        ("HTTPS_PROXY", Proxy.Address.ToString()), ("https_proxy", Proxy.Address.ToString()),
        ("SSL_CERT_FILE", _certificate), ("PIP_CERT", _certificate),
        // Only what is loaded by address may be needed: no configuration, no cache, no question for a newer pip.
        ("PIP_CONFIG_FILE", "/dev/null"), ("PIP_NO_CACHE_DIR", "1"), ("PIP_DISABLE_PIP_VERSION_CHECK", "1"), ("PIP_NO_INPUT", "1"),
    ];

    public async ValueTask InitializeAsync()
    {
        _server = await LoopbackServer.StartAsync(tree);
        _proxy = ConnectProxy.Start(_server);
        _certificate = _folder.Write("authority.pem", _server.Authority.RootPem);
    }

    public async ValueTask DisposeAsync()
    {
        if (_proxy is not null)
            await _proxy.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
