namespace LightTheTorch.IO.Http;

/// <summary>What is kept of a page, in a run and in the cache.</summary>
/// <param name="Name">Of the form and its version: entries of another form are never read as this one.</param>
/// <param name="Distil">Makes it from a page: what its links are relative to, its media type, its bytes, which are gone afterwards.</param>
public sealed record PageForm(string Name, Func<Uri, string, ReadOnlyMemory<byte>, byte[]> Distil)
{
    /// <summary>Every byte.</summary>
    public static PageForm AsServed { get; } = new("pages", static (_, _, content) => content.ToArray());
}
