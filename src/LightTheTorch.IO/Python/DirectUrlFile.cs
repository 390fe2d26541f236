using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LightTheTorch.Syncing;

namespace LightTheTorch.IO.Python;

/// <summary>Reads and writes <c>direct_url.json</c> of an installed package (PEP 610, with the <c>hashes</c> that came later).</summary>
public static class DirectUrlFile
{
    public const string Name = "direct_url.json";

    /// <summary>What it says, or null for a text that says nothing of use.</summary>
    public static DirectUrl? Parse(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            string? url = Text(root, "url");
            if (url is null) return null;
            if (Object(root, "dir_info") is { } folder)
            {
                return new DirectUrl(url, DirectUrlKind.Folder, null) { IsEditable = folder.TryGetProperty("editable", out JsonElement editable) && editable.ValueKind == JsonValueKind.True };
            }

            return Object(root, "vcs_info") is not null ? new DirectUrl(url, DirectUrlKind.Checkout, null) : new DirectUrl(url, DirectUrlKind.Archive, Sha256(Object(root, "archive_info")));
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null; // no JSON, or half a character in a text
        }
    }

    /// <summary>
    /// Records the address and hash of the lock, in the words in which pip would have recorded them had it fetched the file from there. The list of
    /// files is put right first: a run that ends in between leaves the old address, by which the next one knows that this is still to be done.
    /// </summary>
    /// <param name="infoPath">The package's <c>.dist-info</c> folder.</param>
    /// <param name="url">The canonical address.</param>
    /// <param name="sha256">Of the file's bytes.</param>
    public static void Write(string infoPath, string url, string sha256)
    {
        byte[] content = Encoding.UTF8.GetBytes(Json(url, sha256));
        string record = Path.Combine(infoPath, "RECORD");
        string own = $"{Path.GetFileName(infoPath)}/{Name}";
        string hash = Convert.ToBase64String(SHA256.HashData(content)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        string line = string.Create(CultureInfo.InvariantCulture, $"{own},sha256={hash},{content.Length}");
        string[] lines = [.. File.ReadAllLines(record).Where(row => !row.StartsWith(own + ",", StringComparison.Ordinal)), line];
        Replace(record, Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        Replace(Path.Combine(infoPath, Name), content);
    }

    private static string Json(string url, string sha256)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("archive_info");
            json.WriteString("hash", "sha256=" + sha256);
            json.WriteStartObject("hashes");
            json.WriteString("sha256", sha256);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteString("url", url);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    // `hashes` counts before the older `hash`, which holds one of them as `sha256=…`.
    private static string? Sha256(JsonElement? archive)
    {
        if (archive is not { } info) return null;
        if (Object(info, "hashes") is { } hashes && Text(hashes, "sha256") is { } named) return named.ToLowerInvariant();
        return Text(info, "hash") is { } older && older.StartsWith("sha256=", StringComparison.Ordinal) ? older[7..].ToLowerInvariant() : null;
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement? Object(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static void Replace(string path, byte[] content)
    {
        string temporary = path + ".tmp";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, path, overwrite: true);
    }
}
