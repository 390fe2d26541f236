namespace LightTheTorch.IO.Http;

/// <summary>What is asked for besides the address.</summary>
internal sealed record FetchRequest
{
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>A project's page: JSON before HTML, compressed if the server likes. Files come as they are.</summary>
    public bool IsPage { get; init; }

    /// <summary>403 is a refusal, and not a bucket's way to say that there is no such page.</summary>
    public bool IsRefusable { get; init; }

    public string? IfNoneMatch { get; init; }

    /// <summary>First and last byte; without a first one, so many bytes from the end.</summary>
    public (long? From, long? To)? Range { get; init; }

    /// <summary>A strong ETag: the range is wanted only of this very file, of another the whole.</summary>
    public string? IfRange { get; init; }
}
