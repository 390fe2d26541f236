using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;
using AngleSharp.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Simple;

/// <summary>
/// A project's page in HTML (PEP 503, 592, 629, 658, 714), or a flat page of links: every <c>a</c> with an address that leads to a file. Read tag by
/// tag; no tree is built, and text between tags is skipped.
/// </summary>
internal static class HtmlPage
{
    /// <param name="content">The page, in UTF-8; bytes that are none stand in no address that matters.</param>
    /// <param name="address">What relative links are relative to, unless the page has a <c>base</c> before them.</param>
    /// <exception cref="LttException">It is of a later major version (<see cref="DiagnosticCode.InvalidIndexPage"/>).</exception>
    public static ImmutableArray<PageLink> Parse(ReadOnlySpan<byte> content, Uri address)
    {
        char[] characters = ArrayPool<char>.Shared.Rent(content.Length);
        try
        {
            int length = Encoding.UTF8.GetChars(content.StartsWith("\uFEFF"u8) ? content[3..] : content, characters);
            using TextSource source = new(new ReadOnlyMemoryTextSource(characters.AsMemory(0, length)));
            return Read(source, address);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    private static ImmutableArray<PageLink> Read(TextSource source, Uri address)
    {
        using HtmlTokenizer tokens = new(source, HtmlEntityProvider.ResolverExtended)
        {
            SkipDataText = true,
            SkipComments = true,
            SkipScriptText = true,
            SkipRawText = true,
            SkipRCDataText = true,
            SkipPlaintext = true,
            SkipCDATA = true,
            SkipProcessingInstructions = true,
        };
        ImmutableArray<PageLink>.Builder links = ImmutableArray.CreateBuilder<PageLink>();
        Uri start = address;
        while (true)
        {
            ref StructHtmlToken tag = ref tokens.GetStructToken();
            if (tag.Type == HtmlTokenType.EndOfFile) return links.DrainToImmutable();
            if (tag.Type != HtmlTokenType.StartTag) continue;
            switch (tag.Name.Memory.Span)
            {
                case "a":
                    if (ReadLink(ref tag, start) is { } link) links.Add(link);
                    break;
                case "base" when ReferenceEquals(start, address) && Attribute(ref tag, "href") is { } href && AddressText.TryJoin(address, href.Trim(), out Uri? other):
                    start = other;
                    break;
                case "meta" when Attribute(ref tag, "name") == "pypi:repository-version" && Attribute(ref tag, "content")?.Split('.')[0] is not "1":
                    throw InvalidPage.Error(address, "its repository version is not 1");
                default:
                    tokens.State = ModeAfter(tag.Name.Memory.Span);
                    break;
            }
        }
    }

    private static PageLink? ReadLink(ref StructHtmlToken anchor, Uri start)
    {
        ReadOnlySpan<char> href = Span(ref anchor, "href", out bool hasAddress);
        if (!hasAddress || !LinkAddress.TryRead(start, href, out Uri? link) || FileNames.Of(link) is not { } name) return null;

        // PEP 714 renamed the attribute; a page that has both means the new one.
        ReadOnlySpan<char> metadata = Span(ref anchor, "data-core-metadata", out bool hasMetadata);
        if (!hasMetadata) metadata = Span(ref anchor, "data-dist-info-metadata", out hasMetadata);
        return new PageLink(name, link)
        {
            Sha256 = Hashes.InFragment(LinkAddress.Fragment(href)),
            HasMetadata = hasMetadata && metadata is not "false",
            MetadataSha256 = Hashes.InFragment(metadata),
            RequiresPython = Attribute(ref anchor, "data-requires-python"),
            Yanked = Attribute(ref anchor, "data-yanked"),
            UploadTime = JsonPage.ParseTime(Attribute(ref anchor, "data-upload-time")),
        };
    }

    private static string? Attribute(ref StructHtmlToken tag, string name) => Span(ref tag, name, out bool isThere) is var value && isThere ? value.ToString() : null;

    private static ReadOnlySpan<char> Span(ref StructHtmlToken tag, string name, out bool isThere)
    {
        for (int i = 0; i < tag.Attributes.Count; i++)
        {
            if (!tag.Attributes[i].Name.Memory.Span.SequenceEqual(name)) continue;
            isThere = true;
            return tag.Attributes[i].Value.Memory.Span;
        }

        isThere = false;
        return [];
    }

    // What stands in these is text, however much it looks like tags (HTML, 13.2.6).
    private static HtmlParseMode ModeAfter(ReadOnlySpan<char> element) => element switch
    {
        "script" => HtmlParseMode.Script,
        "style" or "xmp" or "iframe" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
        "title" or "textarea" => HtmlParseMode.RCData,
        "plaintext" => HtmlParseMode.Plaintext,
        _ => HtmlParseMode.PCData,
    };
}
