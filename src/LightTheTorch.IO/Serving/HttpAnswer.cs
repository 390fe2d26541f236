using System.Text;

namespace LightTheTorch.IO.Serving;

/// <summary>What a <see cref="LoopbackListener"/> sends.</summary>
internal sealed record HttpAnswer(int Status, string Reason) : IDisposable
{
    /// <summary>Names and values; neither may have a line break.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public Stream Body { get; init; } = Stream.Null;

    /// <summary>Of the body; null when it is not known before its end.</summary>
    public long? Length { get; init; } = 0;

    /// <summary>Closed after <see cref="Body"/>: where that comes from.</summary>
    public IDisposable? Source { get; init; }

    public static HttpAnswer NotFound => Text(404, "Not Found", "not found\n");

    public static HttpAnswer Text(int status, string reason, string text) => Of(status, reason, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));

    public static HttpAnswer Page(string mediaType, byte[] content) => Of(200, "OK", mediaType, content);

    /// <summary>Leads to another place, this once: an answer that is kept would outlive this server.</summary>
    public static HttpAnswer Redirect(Uri target) => new(302, "Found") { Headers = [("Location", target.AbsoluteUri), ("Cache-Control", "no-store")] };

    public void Dispose()
    {
        Body.Dispose();
        Source?.Dispose();
    }

    private static HttpAnswer Of(int status, string reason, string mediaType, byte[] content) => new(status, reason)
    {
        Headers = [("Content-Type", mediaType), ("Cache-Control", "no-store")],
        Body = new MemoryStream(content, writable: false),
        Length = content.Length,
    };
}
