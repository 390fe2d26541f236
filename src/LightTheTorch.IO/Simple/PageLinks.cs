using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using LightTheTorch.IO.Http;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Simple;

/// <summary>
/// The links of a page in a compact form that is read without parsing anything: a mark of what there is, lengths and numbers of variable size, hashes as
/// bytes, addresses as what differs from the one before, and texts that repeat as a number.
/// </summary>
internal static class PageLinks
{
    private const string Version = "links-1";

    [Flags]
    private enum Parts
    {
        None = 0,
        Sha256 = 1,
        HasMetadata = 2,
        MetadataSha256 = 4,
        RequiresPython = 8,
        Yanked = 16,
        Size = 32,
        UploadTime = 64,
        NamedByUrl = 128,
    }

    /// <summary>Keeps this of a page, be it JSON or HTML.</summary>
    public static PageForm Form { get; } = new(Version, static (address, mediaType, content) => Write(Parse(content.Span, mediaType, address)));

    // Servers that know nothing of packages call a page anything; nobody calls an archive or a picture a page.
    private static ImmutableArray<PageLink> Parse(ReadOnlySpan<byte> content, string mediaType, Uri address)
    {
        if (mediaType.EndsWith("json", StringComparison.Ordinal)) return JsonPage.Parse(content, address);
        ReadOnlySpan<byte> start = (content.StartsWith("\uFEFF"u8) ? content[3..] : content).TrimStart(" \t\r\n"u8);
        if (start.StartsWith("{"u8)) return JsonPage.Parse(content, address);
        if (mediaType.Contains("html", StringComparison.Ordinal) || start.StartsWith("<"u8)) return HtmlPage.Parse(content, address);
        throw InvalidPage.Error(address, "it is neither JSON nor HTML");
    }

    public static byte[] Write(ImmutableArray<PageLink> links)
    {
        ArrayBufferWriter<byte> buffer = new(1 << 12);
        PackedWriter writer = new(buffer);
        writer.Number(links.Length);
        string before = "";
        foreach (PageLink link in links)
        {
            string url = link.Url.AbsoluteUri;
            bool isNamed = url.EndsWith(link.FileName, StringComparison.Ordinal);
            writer.Number((long)PartsOf(link, isNamed));
            writer.Text(link.FileName);
            int shared = url.AsSpan().CommonPrefixLength(before);
            writer.Number(shared);
            writer.Text(isNamed ? url.AsSpan(shared, Math.Max(0, url.Length - link.FileName.Length - shared)) : url.AsSpan(shared));
            if (isNamed) writer.Number(Math.Max(0, shared - (url.Length - link.FileName.Length)));
            before = url;
            if (link.Sha256 is { } sha256) writer.Hash(sha256);
            if (link.MetadataSha256 is { } metadata) writer.Hash(metadata);
            if (link.RequiresPython is { } python) writer.Repeated(python);
            if (link.Yanked is { } yanked) writer.Repeated(yanked);
            if (link.Size is { } size) writer.Number(size);
            if (link.UploadTime is { } time) writer.Number(time.UtcTicks);
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static ImmutableArray<PageLink> Read(ReadOnlySpan<byte> packed)
    {
        PackedReader reader = new(packed);
        PageLink[] links = new PageLink[(int)reader.Number()];
        string before = "";
        for (int i = 0; i < links.Length; i++)
        {
            Parts parts = (Parts)reader.Number();
            string name = reader.Text();
            ReadOnlySpan<char> shared = before.AsSpan(0, (int)reader.Number());
            string rest = reader.Text();
            before = parts.HasFlag(Parts.NamedByUrl) ? string.Concat(shared, rest, name.AsSpan((int)reader.Number())) : string.Concat(shared, rest);
            links[i] = new PageLink(name, AddressText.Parse(before))
            {
                Sha256 = parts.HasFlag(Parts.Sha256) ? reader.Hash() : null,
                HasMetadata = parts.HasFlag(Parts.HasMetadata),
                MetadataSha256 = parts.HasFlag(Parts.MetadataSha256) ? reader.Hash() : null,
                RequiresPython = parts.HasFlag(Parts.RequiresPython) ? reader.Repeated() : null,
                Yanked = parts.HasFlag(Parts.Yanked) ? reader.Repeated() : null,
                Size = parts.HasFlag(Parts.Size) ? reader.Number() : null,
                UploadTime = parts.HasFlag(Parts.UploadTime) ? new DateTimeOffset(reader.Number(), TimeSpan.Zero) : null,
            };
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(links);
    }

    private static Parts PartsOf(PageLink link, bool isNamed) =>
        (link.Sha256 is null ? 0 : Parts.Sha256)
        | (link.HasMetadata ? Parts.HasMetadata : 0)
        | (link.MetadataSha256 is null ? 0 : Parts.MetadataSha256)
        | (link.RequiresPython is null ? 0 : Parts.RequiresPython)
        | (link.Yanked is null ? 0 : Parts.Yanked)
        | (link.Size is null ? 0 : Parts.Size)
        | (link.UploadTime is null ? 0 : Parts.UploadTime)
        | (isNamed ? Parts.NamedByUrl : 0);
}
