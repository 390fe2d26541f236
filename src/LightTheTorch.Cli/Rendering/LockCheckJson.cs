using System.Collections.Immutable;
using LightTheTorch.Cli.Compiling;

namespace LightTheTorch.Cli.Rendering;

/// <summary>The object that <c>ltt lock --check --json</c> prints.</summary>
internal static class LockCheckJson
{
    public static void Write(TextWriter output, ImmutableArray<CheckedLock> locks) => JsonOutput.Write(output, json =>
    {
        json.WriteBoolean("upToDate", locks.All(one => one.IsUpToDate));
        json.WriteStartArray("locks");
        foreach (CheckedLock one in locks)
        {
            json.WriteStartObject();
            json.WriteString("name", one.Backend.Value);
            json.WriteString("file", one.Path);
            json.WriteBoolean("upToDate", one.IsUpToDate);
            json.WriteStartArray("reasons");
            foreach (StaleReason reason in one.Reasons)
            {
                json.WriteStartObject();
                json.WriteString("kind", reason.Kind);
                json.WriteString("message", reason.Message);
                json.WriteString("place", reason.Place?.ToString());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
