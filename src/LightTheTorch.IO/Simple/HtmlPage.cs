using System.Collections.Immutable;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.IO.Simple;

/// <summary>
/// A project's page in HTML (PEP 503, 592, 629, 658, 714), or a flat page of links: every <c>a</c> with an address that leads to a file.
/// </summary>
internal static class HtmlPage
{
    /// <param name="content">The page; its encoding is found as a browser does.</param>
    /// <param name="address">What relative links are relative to, unless the page has a <c>base</c>.</param>
    /// <exception cref="LttException">It is of a later major version (<see cref="DiagnosticCode.InvalidIndexPage"/>).</exception>
    public static ImmutableArray<PageLink> Parse(ReadOnlyMemory<byte> content, Uri address)
    {
        using MemoryStream stream = new(content.ToArray());
        using IHtmlDocument document = new HtmlParser().ParseDocument(stream);
        CheckVersion(document, address);
        Uri start = BaseOf(document, address);
        ImmutableArray<PageLink>.Builder links = ImmutableArray.CreateBuilder<PageLink>();
        foreach (IElement anchor in document.GetElementsByTagName("a"))
        {
            if (Read(anchor, start) is { } link) links.Add(link);
        }

        return links.DrainToImmutable();
    }

    private static PageLink? Read(IElement anchor, Uri start)
    {
        if (anchor.GetAttribute("href") is not { } href || !Uri.TryCreate(start, href.Trim(), out Uri? link)) return null;
        if (FileNames.Of(link) is not { } name) return null;

        // PEP 714 renamed the attribute; a page that has both means the new one.
        string? metadata = anchor.GetAttribute("data-core-metadata") ?? anchor.GetAttribute("data-dist-info-metadata");
        return new PageLink(name, link)
        {
            Sha256 = Hashes.InFragment(link.Fragment),
            HasMetadata = metadata is not null and not "false",
            MetadataSha256 = metadata is null ? null : Hashes.InFragment(metadata),
            RequiresPython = anchor.GetAttribute("data-requires-python"),
            Yanked = anchor.GetAttribute("data-yanked"),
            UploadTime = JsonPage.ParseTime(anchor.GetAttribute("data-upload-time")),
        };
    }

    private static void CheckVersion(IHtmlDocument document, Uri address)
    {
        string? version = document.QuerySelector("meta[name='pypi:repository-version']")?.GetAttribute("content");
        if (version is not null && version.Split('.')[0] != "1") throw InvalidPage.Error(address, "its repository version is not 1");
    }

    private static Uri BaseOf(IHtmlDocument document, Uri address) =>
        document.QuerySelector("base[href]")?.GetAttribute("href") is { } href && Uri.TryCreate(address, href.Trim(), out Uri? start) ? start : address;
}
