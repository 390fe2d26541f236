using System.Text;

namespace LightTheTorch.IO.Serving;

/// <summary>The head of a request (RFC 9112), as far as an index needs it.</summary>
/// <param name="Method">As it was sent.</param>
/// <param name="Path">Of the target, without a query, escapes still in it.</param>
/// <param name="Headers">By name, whatever its case; of a repeated one the values joined by commas.</param>
internal sealed record HttpQuestion(string Method, string Path, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The connection is to be closed after the answer.</summary>
    public bool IsLast { get; private init; }

    public bool IsHead => Method == "HEAD";

    public string? Header(string name) => Headers.TryGetValue(name, out string? value) ? value : null;

    /// <summary>Reads a head without its empty line; null for what is none.</summary>
    public static HttpQuestion? Parse(ReadOnlySpan<byte> head)
    {
        string[] lines = Encoding.Latin1.GetString(head).Split("\r\n");
        if (lines[0].Split(' ') is not [var method, ['/', ..] target, ("HTTP/1.1" or "HTTP/1.0") and var version]) return null;
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (string line in lines.AsSpan(1))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || char.IsWhiteSpace(line[colon - 1]) || char.IsWhiteSpace(line[0])) return null;
            string value = line[(colon + 1)..].Trim();
            headers[line[..colon]] = headers.TryGetValue(line[..colon], out string? before) ? $"{before}, {value}" : value;
        }

        // A body is not read: what follows it could not be told from a request.
        bool hasBody = headers.ContainsKey("Transfer-Encoding") || (headers.TryGetValue("Content-Length", out string? length) && length != "0");
        bool isLast = hasBody || version == "HTTP/1.0" || (headers.TryGetValue("Connection", out string? connection) && connection.Contains("close", StringComparison.OrdinalIgnoreCase));
        return new HttpQuestion(method, target.Split('?')[0], headers) { IsLast = isLast };
    }
}
