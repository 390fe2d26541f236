namespace LightTheTorch.IO.Http;

internal enum FetchStatus
{
    Found,

    /// <summary>206: the body is the part that was asked for, and no other.</summary>
    Partial,

    NotModified,

    /// <summary>404 and 410, and 403 unless <see cref="FetchRequest.IsRefusable"/>: so says a bucket without a listing of a name that it does not have.</summary>
    Missing,

    /// <summary>The server cannot serve this range.</summary>
    NoSuchRange,
}

/// <summary>The head of an answer and the stream of its body.</summary>
/// <param name="Status">What it is.</param>
/// <param name="Address">Where it came from in the end.</param>
/// <param name="Connection">Closed with it; null for a file.</param>
internal sealed record FetchResponse(FetchStatus Status, Uri Address, IDisposable? Connection = null) : IDisposable
{
    public Stream Body { get; init; } = Stream.Null;

    public string MediaType { get; init; } = "";

    public string? ETag { get; init; }

    /// <summary>How long the answer may be used without asking again.</summary>
    public TimeSpan MaxAge { get; init; }

    /// <summary>Of the body as sent; of the whole file for <see cref="FetchStatus.Partial"/>.</summary>
    public long? Length { get; init; }

    /// <summary>Where in the file a <see cref="FetchStatus.Partial"/> body begins.</summary>
    public long? RangeStart { get; init; }

    public void Dispose()
    {
        Body.Dispose();
        Connection?.Dispose();
    }
}
