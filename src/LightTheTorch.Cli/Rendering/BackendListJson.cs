using System.Collections.Immutable;
using System.Text.Json;
using LightTheTorch.Text;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Rendering;

/// <summary>The catalogue for programs. Keys are only ever added.</summary>
internal static class BackendListJson
{
    public static void Write(Utf8JsonWriter json, ImmutableArray<BackendRow> rows, BackendCatalogue catalogue)
    {
        json.WriteStartArray("backends");
        foreach (BackendRow row in rows) Write(json, row, catalogue);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, BackendRow row, BackendCatalogue catalogue)
    {
        json.WriteStartObject();
        json.WriteString("name", row.Backend.Name.Value);
        json.WriteString("torch", row.Backend.Torch.ToString());
        json.WriteString("newest", row.Newest?.ToString());
        json.WriteBoolean("live", row.Backend.IsLive);
        json.WriteString("index", AddressText.Join(catalogue.Indexes[row.Backend.Index], row.Backend.Directory).AbsoluteUri);
        WriteDriver(json, "driver", row.Summary.LinuxDriver, row.Summary.WindowsDriver);
        WriteDriver(json, "toolkitDriver", row.Backend.ToolkitDriver?.Linux?.ToString(), row.Backend.ToolkitDriver?.Windows?.ToString());
        JsonOutput.WriteTexts(json, "gpus", row.Summary.Gpus);
        json.WriteStartArray("platforms");
        foreach (PlatformBuilds builds in row.Backend.Platforms)
        {
            json.WriteStartObject();
            json.WriteString("platform", builds.Platform);
            json.WriteString("torch", builds.Torch.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteCode(json, row.Backend);
        WriteDenied(json, row.Backend, catalogue);
        JsonOutput.WriteTexts(json, "packages", (ImmutableArray<string>)[.. catalogue.Packages.Select(name => name.Value), .. row.Backend.Packages.Select(pattern => pattern.ToString())]);
        json.WriteEndObject();
    }

    private static void WriteDriver(Utf8JsonWriter json, string key, string? linux, string? windows)
    {
        json.WriteStartObject(key);
        json.WriteString("linux", linux);
        json.WriteString("windows", windows);
        json.WriteEndObject();
    }

    // The first row that applies to a torch and a platform counts, as in the catalogue.
    private static void WriteCode(Utf8JsonWriter json, Backend backend)
    {
        json.WriteStartArray("code");
        foreach (GpuCoverage row in backend.Gpus)
        {
            json.WriteStartObject();
            json.WriteString("torch", row.Torch.ToString());
            JsonOutput.WriteTexts(json, "platforms", row.Platforms.IsEmpty ? backend.Platforms.Select(builds => builds.Platform) : row.Platforms);
            JsonOutput.WriteTexts(json, "gpus", row.Architectures);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteDenied(Utf8JsonWriter json, Backend backend, BackendCatalogue catalogue)
    {
        json.WriteStartArray("denied");
        foreach (GpuDenial denial in catalogue.Denied.Where(denial => denial.Concerns(backend)))
        {
            json.WriteStartObject();
            json.WriteString("gpu", denial.Gpu.ToString());
            json.WriteString("torch", denial.Torch.ToString());
            json.WriteBoolean("warning", denial.IsWarning);
            json.WriteString("why", denial.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
