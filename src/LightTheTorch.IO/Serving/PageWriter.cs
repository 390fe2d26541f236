using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using LightTheTorch.IO.Simple;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Serving;

/// <summary>Writes a project's page, in JSON (PEP 691) for who takes it and in HTML (PEP 503) for everyone else.</summary>
internal static class PageWriter
{
    private const string Json = "application/vnd.pypi.simple.v1+json";

    /// <param name="name">The project; empty on a flat page of links.</param>
    /// <param name="links">Absolute addresses; names that are safe.</param>
    /// <param name="accept">The request's header.</param>
    public static HttpAnswer Write(string name, ImmutableArray<PageLink> links, string? accept) =>
        accept?.Contains(Json, StringComparison.OrdinalIgnoreCase) == true
            ? HttpAnswer.Page(Json, WriteJson(name, links))
            : HttpAnswer.Page("text/html; charset=utf-8", WriteHtml(name, links));

    public static byte[] WriteJson(string name, ImmutableArray<PageLink> links)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("meta");
            json.WriteString("api-version", "1.0"); // 1.1 demands every file's size, which PyTorch's pages do not tell
            json.WriteEndObject();
            json.WriteString("name", name);
            json.WriteStartArray("files");
            foreach (PageLink link in links) WriteFile(json, link);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    public static byte[] WriteHtml(string name, ImmutableArray<PageLink> links)
    {
        StringBuilder html = new("<!DOCTYPE html>\n<html>\n<head><meta charset=\"utf-8\"><meta name=\"pypi:repository-version\" content=\"1.0\">");
        html.Append(CultureInfo.InvariantCulture, $"<title>{WebUtility.HtmlEncode(name)}</title></head>\n<body>\n");
        foreach (PageLink link in links)
        {
            string hash = link.Sha256 is { } sha256 ? $"#sha256={sha256}" : "";
            html.Append(CultureInfo.InvariantCulture, $"<a href=\"{WebUtility.HtmlEncode(Address(link) + hash)}\"");
            if (link.RequiresPython is { } python) html.Append(CultureInfo.InvariantCulture, $" data-requires-python=\"{WebUtility.HtmlEncode(Printable(python))}\"");
            if (link.Yanked is { } yanked) html.Append(CultureInfo.InvariantCulture, $" data-yanked=\"{WebUtility.HtmlEncode(Printable(yanked))}\"");
            if (link.HasMetadata)
            {
                string metadata = link.MetadataSha256 is { } digest ? $"sha256={digest}" : "true";
                html.Append(CultureInfo.InvariantCulture, $" data-core-metadata=\"{metadata}\" data-dist-info-metadata=\"{metadata}\"");
            }

            html.Append(CultureInfo.InvariantCulture, $">{WebUtility.HtmlEncode(link.FileName)}</a><br>\n");
        }

        return Encoding.UTF8.GetBytes(html.Append("</body>\n</html>\n").ToString());
    }

    private static void WriteFile(Utf8JsonWriter json, PageLink link)
    {
        json.WriteStartObject();
        json.WriteString("filename", link.FileName);
        json.WriteString("url", Address(link));
        json.WriteStartObject("hashes");
        if (link.Sha256 is { } sha256) json.WriteString("sha256", sha256);
        json.WriteEndObject();
        if (link.RequiresPython is { } python) json.WriteString("requires-python", Printable(python));
        if (link.Yanked is { Length: > 0 } yanked) json.WriteString("yanked", Printable(yanked));
        else if (link.Yanked is not null) json.WriteBoolean("yanked", true);
        // Not under its older name, which pip 22.3 to 23.0 read wrongly in JSON: that is why PEP 714 gave it another.
        if (link.HasMetadata) WriteMetadata(json, "core-metadata", link.MetadataSha256);
        if (link.Size is { } size) json.WriteNumber("size", size);
        if (link.UploadTime is { } time) json.WriteString("upload-time", time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter json, string key, string? sha256)
    {
        if (sha256 is null)
        {
            json.WriteBoolean(key, true);
            return;
        }

        json.WriteStartObject(key);
        json.WriteString("sha256", sha256);
        json.WriteEndObject();
    }

    private static string Address(PageLink link) => AddressText.WithoutFragment(link.Url).AbsoluteUri;

    // An installer shows these texts on the terminal as they are.
    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
