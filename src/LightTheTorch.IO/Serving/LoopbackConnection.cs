using System.Globalization;
using System.Text;

namespace LightTheTorch.IO.Serving;

/// <summary>One client: its requests in turn, each answered before the next is read.</summary>
internal sealed class LoopbackConnection(Stream stream, Func<HttpQuestion, CancellationToken, Task<HttpAnswer>> answer)
{
    private const int LongestHead = 32 * 1024;

    private static readonly byte[] s_headEnd = [.. "\r\n\r\n"u8];

    private readonly byte[] _buffer = new byte[LongestHead];
    private int _filled;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        bool goesOn = true;
        while (goesOn && await ReadHeadAsync(cancellationToken) is { } length)
        {
            if (length < 0)
            {
                await SendAsync(HttpAnswer.Text(431, "Request Header Fields Too Large", "the request is too long\n"), isHead: false, isLast: true, cancellationToken);
                return;
            }

            HttpQuestion? question = HttpQuestion.Parse(_buffer.AsSpan(0, length));
            int rest = length + s_headEnd.Length;
            _buffer.AsSpan(rest, _filled - rest).CopyTo(_buffer);
            _filled -= rest;
            goesOn = question is { IsLast: false };
            using HttpAnswer reply = question switch
            {
                null => HttpAnswer.Text(400, "Bad Request", "this is no request\n"),
                { Method: "GET" or "HEAD" } => await answer(question, cancellationToken),
                _ => HttpAnswer.Text(405, "Method Not Allowed", "only GET and HEAD are answered\n") with { Headers = [("Allow", "GET, HEAD")] },
            };
            await SendAsync(reply, question is { IsHead: true }, isLast: !goesOn, cancellationToken);
        }
    }

    // The length of the next head without its end; -1 when it is too long, null when the client is done.
    private async Task<int?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            int end = _buffer.AsSpan(0, _filled).IndexOf(s_headEnd);
            if (end >= 0) return end;
            if (_filled == _buffer.Length) return -1;
            int read = await stream.ReadAsync(_buffer.AsMemory(_filled), cancellationToken);
            if (read == 0) return null;
            _filled += read;
        }
    }

    private async Task SendAsync(HttpAnswer reply, bool isHead, bool isLast, CancellationToken cancellationToken)
    {
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} {reply.Reason}\r\n");
        foreach ((string name, string value) in reply.Headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        // Chunks tell the end of a body from a connection that broke.
        head.Append(reply.Length is { } length ? string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n") : "Transfer-Encoding: chunked\r\n");
        if (isLast) head.Append("Connection: close\r\n");
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), cancellationToken);
        if (isHead) return;
        if (reply.Length is { } whole) await CopyAsync(reply.Body, whole, cancellationToken);
        else await CopyChunkedAsync(reply.Body, cancellationToken);
    }

    private async Task CopyAsync(Stream body, long length, CancellationToken cancellationToken)
    {
        byte[] part = new byte[1 << 16];
        while (length > 0)
        {
            int read = await body.ReadAsync(part.AsMemory(0, (int)Math.Min(part.Length, length)), cancellationToken);
            if (read == 0) throw new IOException("the body is shorter than it was said to be");
            await stream.WriteAsync(part.AsMemory(0, read), cancellationToken);
            length -= read;
        }
    }

    private async Task CopyChunkedAsync(Stream body, CancellationToken cancellationToken)
    {
        byte[] part = new byte[1 << 16];
        while (await body.ReadAsync(part, cancellationToken) is var read and > 0)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(read.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), cancellationToken);
            await stream.WriteAsync(part.AsMemory(0, read), cancellationToken);
            await stream.WriteAsync("\r\n"u8.ToArray(), cancellationToken);
        }

        await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), cancellationToken);
    }
}
