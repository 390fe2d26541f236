using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LightTheTorch.Cli.Compiling;
using LightTheTorch.Diagnostics;
using LightTheTorch.Locking;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Rendering;

/// <summary>The object that <c>ltt lock --json</c> prints.</summary>
internal static class LockJson
{
    public static void Write(TextWriter output, ImmutableArray<CompiledLock> locks, ImmutableArray<Diagnostic> notes) => JsonOutput.Write(output, json =>
    {
        json.WriteStartArray("backends");
        foreach (CompiledLock one in locks) WriteBackend(json, one);
        json.WriteEndArray();
        JsonOutput.WriteWarnings(json, notes);
    });

    private static void WriteBackend(Utf8JsonWriter json, CompiledLock one)
    {
        json.WriteStartObject();
        json.WriteString("name", one.Backend.Name.Value);
        json.WriteString("file", one.Files[0].Path);
        json.WriteStartArray("files");
        foreach ((string path, _) in one.Files) json.WriteStringValue(path);
        json.WriteEndArray();
        json.WriteString("torch", one.Lock.Header.Torch.IsEmpty ? null : one.Lock.Header.Torch[0].ToString());
        json.WriteStartObject("driver");
        json.WriteString("linux", one.Summary.LinuxDriver);
        json.WriteString("windows", one.Summary.WindowsDriver);
        json.WriteEndObject();
        json.WriteStartArray("gpus");
        foreach (GpuArchitecture gpu in one.Summary.Gpus) json.WriteStringValue(gpu.ToString());
        json.WriteEndArray();
        json.WriteNumber("downloadBytes", one.LargestDownload.Bytes);
        json.WriteNumber("downloadFilesOfUnknownSize", one.LargestDownload.Unknown);
        json.WriteString("expires", one.Lock.Header.Expires?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteStartArray("targets");
        foreach (TargetPins target in one.Targets)
        {
            json.WriteStartObject();
            json.WriteString("platform", target.Target.Platform.ToString());
            json.WriteString("python", target.Target.Python.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("packages");
        foreach (LockedPackage package in one.Lock.Packages) WritePackage(json, package);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePackage(Utf8JsonWriter json, LockedPackage package)
    {
        json.WriteStartObject();
        json.WriteString("name", package.Name.Value);
        json.WriteString("version", package.Version.ToString());
        json.WriteString("url", package.Url);
        json.WriteString("sha256", package.Sha256);
        if (package.Size is { } size) json.WriteNumber("size", size);
        else json.WriteNull("size");
        json.WriteString("index", package.Index);
        json.WriteStartArray("targets");
        foreach (string target in package.Targets) json.WriteStringValue(target);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
