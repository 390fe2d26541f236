using System.Text.Encodings.Web;
using System.Text.Json;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.Cli.Rendering;

/// <summary>The one object that <c>--json</c> prints: built with a writer, for reflection has no place in a native program.</summary>
internal static class JsonOutput
{
    // Bodies hold URLs and markers; escaping their quotes and pluses as \u0022 and \u002B helps nobody, and no HTML is made of them.
    private static readonly JsonWriterOptions s_options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>Prints <c>{"format":1, …}</c> with what <paramref name="body"/> writes into the object.</summary>
    public static void Write(TextWriter output, Action<Utf8JsonWriter> body)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, s_options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("format", 1);
            body(writer);
            writer.WriteEndObject();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    public static void WriteError(TextWriter output, Diagnostic error) => Write(output, json =>
    {
        json.WriteStartObject("error");
        json.WriteString("code", DiagnosticRenderer.Code(error.Code));
        json.WriteString("message", error.Message);
        if (error.Location is { } place)
        {
            json.WriteString("file", place.Path);
            json.WriteNumber("line", place.Line);
            json.WriteNumber("column", place.Column);
        }
        else
        {
            json.WriteNull("file");
            json.WriteNull("line");
            json.WriteNull("column");
        }

        WriteTexts(json, "hints", error.Hints);
        json.WriteEndObject();
    });

    /// <summary>Writes an array of texts, each item as it is written out.</summary>
    public static void WriteTexts<T>(Utf8JsonWriter json, string key, IEnumerable<T> items)
        where T : notnull
    {
        json.WriteStartArray(key);
        foreach (T item in items) json.WriteStringValue(item.ToString());
        json.WriteEndArray();
    }

    public static void WriteWarnings(Utf8JsonWriter json, IEnumerable<Diagnostic> warnings)
    {
        json.WriteStartArray("warnings");
        foreach (Diagnostic warning in warnings)
        {
            json.WriteStartObject();
            json.WriteString("code", DiagnosticRenderer.Code(warning.Code));
            json.WriteString("message", warning.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
