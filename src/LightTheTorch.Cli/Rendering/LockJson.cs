using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LightTheTorch.Cli.Compiling;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Resolution.Agreeing;
using LightTheTorch.Targets;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Rendering;

/// <summary>The object that <c>ltt lock --json</c> prints.</summary>
internal static class LockJson
{
    public static void Write(TextWriter output, Compilation compiled) => JsonOutput.Write(output, json =>
    {
        json.WriteStartArray("backends");
        foreach (CompiledLock one in compiled.Locks) WriteBackend(json, one, compiled.Plan.Old.GetValueOrDefault(one.Backend.Name));
        json.WriteEndArray();
        WriteTorch(json, compiled.Locks);
        WriteShared(json, compiled.Shared);
        WriteVerified(json, compiled.Verified);
        JsonOutput.WriteWarnings(json, compiled.Notes);
    });

    private static void WriteTorch(Utf8JsonWriter json, ImmutableArray<CompiledLock> locks)
    {
        json.WriteStartArray("torchVersions");
        foreach (TorchSkew row in TorchSkew.Of(locks))
        {
            json.WriteStartObject();
            json.WriteString("version", row.Version.ToString());
            json.WriteStartArray("backends");
            foreach (BackendName backend in row.Backends) json.WriteStringValue(backend.Value);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteShared(Utf8JsonWriter json, ImmutableArray<SharedVersion> shared)
    {
        json.WriteStartArray("sameVersions");
        foreach (SharedVersion one in shared)
        {
            json.WriteStartObject();
            json.WriteString("name", one.Name.Value);
            json.WriteString("version", one.Version.ToString());
            json.WriteStartArray("limits");
            foreach (VersionLimit limit in one.Limits)
            {
                json.WriteStartObject();
                json.WriteString("version", limit.Version.ToString());
                json.WriteStartArray("targets");
                foreach (Target target in limit.Targets) WriteTarget(json, target, withBackend: true);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteVerified(Utf8JsonWriter json, VerifiedHashes? verified)
    {
        foreach ((string key, int? files) in (ReadOnlySpan<(string, int?)>)[("filesVerified", verified?.True), ("filesWithoutHashOnIndex", verified?.Unstated)])
        {
            if (files is { } count) json.WriteNumber(key, count);
            else json.WriteNull(key);
        }
    }

    private static void WriteTarget(Utf8JsonWriter json, Target target, bool withBackend = false)
    {
        json.WriteStartObject();
        if (withBackend) json.WriteString("backend", target.Backend.Value);
        json.WriteString("platform", target.Platform.ToString());
        json.WriteString("python", target.Python.ToString());
        json.WriteEndObject();
    }

    private static void WriteBackend(Utf8JsonWriter json, CompiledLock one, BackendLock? old)
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
        json.WriteNumber("packageCount", one.PackageCount);
        json.WriteNumber("downloadBytes", one.LargestDownload.Bytes);
        json.WriteNumber("downloadFilesOfUnknownSize", one.LargestDownload.Unknown);
        json.WriteString("expires", one.Lock.Header.Expires?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteStartArray("targets");
        foreach (TargetPins target in one.Targets) WriteTarget(json, target.Target);
        json.WriteEndArray();
        json.WriteStartArray("packages");
        foreach (LockedPackage package in one.Lock.Packages) WritePackage(json, package);
        json.WriteEndArray();
        json.WriteStartArray("changes");
        foreach (LockDiff change in old is null ? [] : LockDiff.Between(old, one.Lock))
        {
            json.WriteStartObject();
            LockDiffJson.WriteKeys(json, change);
            json.WriteEndObject();
        }

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
