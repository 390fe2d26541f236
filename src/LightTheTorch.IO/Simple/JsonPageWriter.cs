using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LightTheTorch.Index;
using LightTheTorch.Names;

namespace LightTheTorch.IO.Simple;

/// <summary>A project's page for a mirror (PEP 691, 700, 714): the inverse of what is read from one.</summary>
public static class JsonPageWriter
{
    private static readonly JsonWriterOptions s_options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    public static string Write(PackageName project, ImmutableArray<DistributionFile> files)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, s_options))
        {
            json.WriteStartObject();
            json.WriteStartObject("meta");
            json.WriteString("api-version", "1.1");
            json.WriteEndObject();
            json.WriteString("name", project.Value);
            json.WriteStartArray("files");
            foreach (DistributionFile file in files) WriteFile(json, file);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    private static void WriteFile(Utf8JsonWriter json, DistributionFile file)
    {
        json.WriteStartObject();
        json.WriteString("filename", file.FileName);
        json.WriteString("url", file.Url.AbsoluteUri);
        WriteHashes(json, "hashes", file.Sha256);
        if (file.RequiresPythonText is { } python) json.WriteString("requires-python", python);
        if (file.Size is { } size) json.WriteNumber("size", size);
        if (file.UploadTime is { } time) json.WriteString("upload-time", time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture));
        if (file.Yanked is { Length: > 0 } why) json.WriteString("yanked", why);
        else json.WriteBoolean("yanked", file.Yanked is not null);
        if (file.HasMetadata) WriteHashes(json, "core-metadata", file.MetadataSha256);
        json.WriteEndObject();
    }

    private static void WriteHashes(Utf8JsonWriter json, string name, string? sha256)
    {
        json.WriteStartObject(name);
        if (sha256 is not null) json.WriteString("sha256", sha256);
        json.WriteEndObject();
    }
}
