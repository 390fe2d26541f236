namespace LightTheTorch.IO.Http;

/// <summary>The page of a project, uncompressed, in the form that was asked for.</summary>
/// <param name="Address">Where it came from in the end: what its links are relative to. On the canonical host, whatever mirror served it.</param>
/// <param name="MediaType">Lower case, without parameters.</param>
/// <param name="Content">The bytes of that form; whoever parses them must not change them.</param>
public sealed record IndexPage(Uri Address, string MediaType, ReadOnlyMemory<byte> Content)
{
    /// <summary>PEP 691's JSON, and what a static web server calls it.</summary>
    public bool IsJson => MediaType.EndsWith("json", StringComparison.Ordinal);
}
