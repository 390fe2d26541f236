using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LightTheTorch.Tests.Faults;

/// <summary>Answers every connection with the same bytes, whatever is asked and whether they are HTTP or not, as often as the client takes them.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    /// <param name="start">Sent first.</param>
    /// <param name="endless">Sent again and again afterwards; empty ends the connection.</param>
    public RawServer(string start, string endless)
    {
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _serving = ServeAsync(Encoding.Latin1.GetBytes(start), Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(endless, 5000))));
    }

    public Uri Address { get; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving; // before the listener goes: whoever accepts must not find it closed
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync(byte[] start, byte[] endless)
    {
        List<Task> connections = [];
        try
        {
            while (true) connections.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_end.Token), start, endless));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient client, byte[] start, byte[] endless)
    {
        using TcpClient connection = client;
        try
        {
            NetworkStream stream = client.GetStream();
            _ = await stream.ReadAsync(new byte[1 << 14], _end.Token);
            await stream.WriteAsync(start, _end.Token);
            while (endless.Length > 0) await stream.WriteAsync(endless, _end.Token);
        }
        catch (Exception end) when (end is OperationCanceledException or IOException)
        {
            // The client has had enough, or the test has.
        }
    }
}
