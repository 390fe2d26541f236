using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.IO.Simple;

/// <summary>A project's page in JSON (PEP 691, 700, 714), read in one pass; what is not needed is skipped unread.</summary>
internal static class JsonPage
{
    /// <param name="content">UTF-8.</param>
    /// <param name="address">What relative links are relative to.</param>
    /// <exception cref="LttException">It is no JSON, no such page, or one of a later major version (<see cref="DiagnosticCode.InvalidIndexPage"/>).</exception>
    public static ImmutableArray<PageLink> Parse(ReadOnlySpan<byte> content, Uri address)
    {
        ImmutableArray<PageLink>? files = null;
        try
        {
            Utf8JsonReader reader = new(content.StartsWith("\uFEFF"u8) ? content[3..] : content);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw InvalidPage.Error(address, "it is no JSON object");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("meta"u8)) ReadMeta(ref reader, address);
                else if (reader.ValueTextEquals("files"u8)) files = ReadFiles(ref reader, address);
                else reader.Skip();
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw InvalidPage.Error(address, "its JSON cannot be read", failure);
        }

        return files ?? throw InvalidPage.Error(address, "it has no `files`");
    }

    // PEP 629: a page of another major version cannot be understood.
    private static void ReadMeta(ref Utf8JsonReader reader, Uri address)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) throw InvalidPage.Error(address, "its `meta` is no object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isVersion = reader.ValueTextEquals("api-version"u8);
            reader.Read();
            if (isVersion && Text(ref reader)?.Split('.')[0] is not "1") throw InvalidPage.Error(address, "its `api-version` is not 1");
            if (!isVersion) reader.Skip();
        }
    }

    private static ImmutableArray<PageLink> ReadFiles(ref Utf8JsonReader reader, Uri address)
    {
        ImmutableArray<PageLink>.Builder files = ImmutableArray.CreateBuilder<PageLink>();
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray) throw InvalidPage.Error(address, "its `files` are no array");
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (ReadFile(ref reader, address) is { } file) files.Add(file);
        }

        if (reader.TokenType != JsonTokenType.EndArray) throw InvalidPage.Error(address, "its `files` hold what is no object");

        return files.DrainToImmutable();
    }

    private static PageLink? ReadFile(ref Utf8JsonReader reader, Uri address)
    {
        string? name = null, url = null, sha256 = null, requiresPython = null, yanked = null, uploaded = null;
        (bool Has, string? Sha256)? core = null, older = null;
        long? size = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("filename"u8)) name = NextText(ref reader);
            else if (reader.ValueTextEquals("url"u8)) url = NextText(ref reader);
            else if (reader.ValueTextEquals("hashes"u8)) sha256 = ReadHashes(ref reader).Sha256;
            else if (reader.ValueTextEquals("requires-python"u8)) requiresPython = NextText(ref reader);
            else if (reader.ValueTextEquals("core-metadata"u8)) core = ReadHashes(ref reader);
            else if (reader.ValueTextEquals("dist-info-metadata"u8)) older = ReadHashes(ref reader);
            else if (reader.ValueTextEquals("yanked"u8)) yanked = ReadYanked(ref reader);
            else if (reader.ValueTextEquals("upload-time"u8)) uploaded = NextText(ref reader);
            else if (reader.ValueTextEquals("size"u8)) size = reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long bytes) && bytes >= 0 ? bytes : null;
            else reader.Skip();
        }

        if (name is null || url is null || !LinkAddress.TryRead(address, url, out Uri? link)) return null;
        (bool hasMetadata, string? metadataSha256) = core ?? older ?? default;
        return new PageLink(name, link)
        {
            Sha256 = sha256,
            HasMetadata = hasMetadata,
            MetadataSha256 = metadataSha256,
            RequiresPython = requiresPython,
            Yanked = yanked,
            Size = size,
            UploadTime = ParseTime(uploaded),
        };
    }

    // `true`, `false` or an object of hashes
    private static (bool Has, string? Sha256) ReadHashes(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            bool has = reader.TokenType == JsonTokenType.True;
            reader.Skip();
            return (has, null);
        }

        string? sha256 = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("sha256"u8)) sha256 = NextText(ref reader);
            else reader.Skip();
        }

        return (true, Hashes.Sha256(sha256));
    }

    // `true`, `false` or the reason
    private static string? ReadYanked(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.True ? "" : Text(ref reader);
    }

    private static string? NextText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return Text(ref reader);
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        reader.Skip();
        return null;
    }

    internal static DateTimeOffset? ParseTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time) ? time : null;
}
