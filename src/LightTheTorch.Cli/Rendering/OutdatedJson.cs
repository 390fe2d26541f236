using System.Collections.Immutable;
using LightTheTorch.IO.Locks;
using LightTheTorch.Locking;

namespace LightTheTorch.Cli.Rendering;

/// <summary>The object that <c>ltt outdated --json</c> prints.</summary>
internal static class OutdatedJson
{
    public static void Write(TextWriter output, ImmutableArray<(FoundLock Lock, LockComparison Upgrade)> answer) => JsonOutput.Write(output, json =>
    {
        json.WriteStartArray("backends");
        foreach ((FoundLock found, LockComparison upgrade) in answer)
        {
            json.WriteStartObject();
            json.WriteString("name", found.Lock.Header.Backend.Value);
            json.WriteString("file", found.Path);
            json.WriteStartArray("packages");
            foreach (LockDiff change in upgrade.Differences)
            {
                json.WriteStartObject();
                LockDiffJson.WriteKeys(json, change, from: "locked", to: "newest");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
