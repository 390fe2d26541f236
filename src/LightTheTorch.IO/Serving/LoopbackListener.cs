using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LightTheTorch.IO.Serving;

/// <summary>
/// A small HTTP/1.1 server for the programs of this machine: GET and HEAD, connections kept open, nothing that listens beyond 127.0.0.1.
/// </summary>
internal sealed class LoopbackListener : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Func<HttpQuestion, CancellationToken, Task<HttpAnswer>> _answer;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<long, Task> _connections = new();
    private readonly Task _accepting;
    private long _count;
    private int _disposed;

    private LoopbackListener(TcpListener listener, Func<HttpQuestion, CancellationToken, Task<HttpAnswer>> answer)
    {
        _listener = listener;
        _answer = answer;
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <param name="port">0 takes a free one.</param>
    /// <param name="answer">Called for each request, concurrently. It disposes of nothing: answers are sent, then disposed of.</param>
    /// <exception cref="SocketException">The port is taken, or may not be used.</exception>
    public static LoopbackListener Start(int port, Func<HttpQuestion, CancellationToken, Task<HttpAnswer>> answer)
    {
        TcpListener listener = new(IPAddress.Loopback, port);
        listener.Start();
        return new LoopbackListener(listener, answer);
    }

    /// <summary>Breaks off what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        await _stop.CancelAsync();
        await _accepting; // before the listener goes: whoever accepts must not find it closed
        _listener.Dispose();
        await Task.WhenAll(_connections.Values);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                if (_stop.IsCancellationRequested) return;
                continue; // the client was gone before it was welcomed
            }

            long number = _count++;
            Task connection = ServeAsync(socket);
            _connections[number] = connection;
            _ = connection.ContinueWith(ended => _connections.TryRemove(KeyValuePair.Create(number, ended)), TaskScheduler.Default);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            await using NetworkStream stream = new(socket, ownsSocket: true);
            await new LoopbackConnection(stream, _answer).RunAsync(_stop.Token);
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client hung up, or the server ends. Nobody is left to be told.
        }
    }
}
