using System.Text.Json;
using LightTheTorch.Cli.Syncing;
using LightTheTorch.Locking;
using LightTheTorch.Syncing;

namespace LightTheTorch.Cli.Rendering;

/// <summary>A sync for programs. Keys are only ever added.</summary>
internal static class SyncJson
{
    public static void Write(Utf8JsonWriter json, SyncReport report, bool dryRun)
    {
        json.WriteString("lock", report.Picked.Found.Path);
        json.WriteString("backend", report.Picked.Found.Lock.Header.Backend.Value);
        json.WriteString("why", report.Picked.Why);
        json.WriteString("python", report.Interpreter.Executable);
        json.WriteBoolean("dryRun", dryRun);
        WritePlan(json, report.Plan);
        if (report.DownloadBytes is { } bytes) json.WriteNumber("downloadBytes", bytes);
        else json.WriteNull("downloadBytes");
    }

    /// <summary>The keys of a plan alone, for whoever compares an environment and changes nothing.</summary>
    public static void WritePlan(Utf8JsonWriter json, SyncPlan plan)
    {
        json.WriteStartArray("install");
        foreach (LockedPackage package in plan.Install)
        {
            json.WriteStartObject();
            WriteLocked(json, package);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("change");
        foreach (SyncChange change in plan.Change)
        {
            json.WriteStartObject();
            WriteLocked(json, change.To);
            json.WriteString("from", change.From.VersionText);
            json.WriteString("cause", change.Cause.ToString().ToLowerInvariant());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteInstalled(json, "remove", plan.Remove);
        WriteInstalled(json, "leftAlone", plan.LeftAlone);
        json.WriteNumber("keep", plan.Keep.Length);
    }

    private static void WriteLocked(Utf8JsonWriter json, LockedPackage package)
    {
        json.WriteString("name", package.Name.Value);
        json.WriteString("version", package.Version.ToString());
        json.WriteString("url", package.Url);
        json.WriteString("sha256", package.Sha256);
    }

    private static void WriteInstalled(Utf8JsonWriter json, string key, IEnumerable<InstalledPackage> packages)
    {
        json.WriteStartArray(key);
        foreach (InstalledPackage package in packages)
        {
            json.WriteStartObject();
            json.WriteString("name", package.Name.Value);
            json.WriteString("version", package.VersionText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
