using System.Collections.Immutable;
using System.Text.Json;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Rendering;

/// <summary>The catalogue for programs. Keys are only ever added.</summary>
internal static class BackendListJson
{
    public static void Write(Utf8JsonWriter json, ImmutableArray<BackendRow> rows)
    {
        json.WriteStartArray("backends");
        foreach (BackendRow row in rows) Write(json, row);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, BackendRow row)
    {
        json.WriteStartObject();
        json.WriteString("name", row.Backend.Name.Value);
        json.WriteString("torch", row.Backend.Torch.ToString());
        json.WriteString("newest", row.Newest?.ToString());
        json.WriteBoolean("live", row.Backend.IsLive);
        json.WriteStartObject("driver");
        json.WriteString("linux", row.Summary.LinuxDriver);
        json.WriteString("windows", row.Summary.WindowsDriver);
        json.WriteEndObject();
        json.WriteStartArray("gpus");
        foreach (GpuArchitecture gpu in row.Summary.Gpus) json.WriteStringValue(gpu.ToString());
        json.WriteEndArray();
        json.WriteStartArray("platforms");
        foreach (PlatformBuilds builds in row.Backend.Platforms)
        {
            json.WriteStartObject();
            json.WriteString("platform", builds.Platform);
            json.WriteString("torch", builds.Torch.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
