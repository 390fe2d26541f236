using System.Collections.Immutable;
using System.Text.Json;
using LightTheTorch.IO.Locks;
using LightTheTorch.Locking;
using LightTheTorch.Versions;

namespace LightTheTorch.Cli.Rendering;

/// <summary>The object that <c>ltt outdated --json</c> prints.</summary>
internal static class OutdatedJson
{
    public static void Write(TextWriter output, ImmutableArray<(FoundLock Lock, ImmutableArray<LockDiff> Changes)> answer) => JsonOutput.Write(output, json =>
    {
        json.WriteStartArray("backends");
        foreach ((FoundLock found, ImmutableArray<LockDiff> changes) in answer)
        {
            json.WriteStartObject();
            json.WriteString("name", found.Lock.Header.Backend.Value);
            json.WriteString("file", found.Path);
            json.WriteStartArray("packages");
            foreach (LockDiff change in changes) WriteChange(json, change);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void WriteChange(Utf8JsonWriter json, LockDiff change)
    {
        (string kind, ImmutableArray<PyVersion> locked, ImmutableArray<PyVersion> newest, _) = LockDiffText.Parts(change);
        json.WriteStartObject();
        json.WriteString("name", change.Name.Value);
        json.WriteString("kind", kind);
        WriteVersions(json, "locked", locked);
        WriteVersions(json, "newest", newest);
        json.WriteEndObject();
    }

    private static void WriteVersions(Utf8JsonWriter json, string name, ImmutableArray<PyVersion> versions)
    {
        json.WriteStartArray(name);
        foreach (PyVersion version in versions) json.WriteStringValue(version.ToString());
        json.WriteEndArray();
    }
}
