using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LightTheTorch.LoopbackIndex;

/// <summary>
/// An HTTP proxy that knows only CONNECT, and leads the real hosts to the TLS endpoint of a <see cref="LoopbackServer"/>. With it in <c>HTTPS_PROXY</c>,
/// programs that are not ours (pip, the published <c>ltt</c>) read <c>https://download.pytorch.org/…</c> from this machine, addresses unchanged.
/// A connection to any other host is refused, so that a test which uses it cannot reach the network.
/// </summary>
public sealed class ConnectProxy : IAsyncDisposable
{
    private const int MaxHeader = 16 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly int _tlsPort;
    private readonly Task _accepting;

    private ConnectProxy(int tlsPort)
    {
        _tlsPort = tlsPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The value for <c>HTTPS_PROXY</c>.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>How often each host was asked for, refused ones included.</summary>
    public IReadOnlyDictionary<string, int> Asked => _asked;

    public static ConnectProxy Start(LoopbackServer server) => new(server.TlsPort);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting; // before the listener goes: whoever accepts must not find it closed
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> tunnels = [];
        try
        {
            while (true)
                tunnels.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(tunnels);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                NetworkStream near = client.GetStream();
                string[] request = (await ReadHeaderAsync(near)).Split('\n')[0].Split(' ');
                string host = request.Length > 1 ? request[1].Split(':')[0] : "";
                _asked.AddOrUpdate(host, 1, (_, count) => count + 1);
                if (request[0] != "CONNECT" || !RealHosts.All.Contains(host))
                {
                    await near.WriteAsync("HTTP/1.1 403 Not A Loopback Host\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), _stop.Token);
                    return;
                }
                using TcpClient far = new() { NoDelay = true };
                await far.ConnectAsync(IPAddress.Loopback, _tlsPort, _stop.Token);
                await near.WriteAsync("HTTP/1.1 200 Connection Established\r\n\r\n"u8.ToArray(), _stop.Token);
                NetworkStream server = far.GetStream();
                await Task.WhenAny(near.CopyToAsync(server, _stop.Token), server.CopyToAsync(near, _stop.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // One side hung up, or the test is over: the tunnel has nothing left to carry.
        }
    }

    private async Task<string> ReadHeaderAsync(NetworkStream stream)
    {
        // Byte by byte: what follows the empty line is TLS and belongs to the tunnel.
        byte[] one = new byte[1];
        StringBuilder header = new();
        while (header.Length < MaxHeader && await stream.ReadAsync(one, _stop.Token) == 1)
        {
            header.Append((char)one[0]);
            if (header.Length >= 4 && header.ToString(header.Length - 4, 4) == "\r\n\r\n")
                break;
        }
        return header.ToString();
    }
}
