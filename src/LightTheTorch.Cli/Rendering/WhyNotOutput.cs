using System.Text.Json;
using LightTheTorch.Cli.Commands;
using LightTheTorch.Hardware;
using LightTheTorch.IO.Locks;

namespace LightTheTorch.Cli.Rendering;

/// <summary>Why a backend, or why not: in the lines of <c>ltt detect</c>, and for programs.</summary>
internal static class WhyNotOutput
{
    // More than the best few help nobody to decide.
    private const int ShownBackends = 3;

    public static void WriteText(TextWriter output, WhyNot answer)
    {
        void Line(string word, string text) => output.WriteLine(DiagnosticRenderer.Printable($"{word,-7}  {text}"));
        BackendVerdict asked = answer.Verdict;
        if (asked.Runs) Line("runs", $"{asked.Backend.Name}: torch {asked.TorchRange}");
        else Line("not", $"{asked.Backend.Name}: {asked.Why}");
        foreach (string warning in asked.Warnings) Line("", warning);
        foreach (BackendVerdict better in answer.Better.Take(ShownBackends)) Line(asked.Runs ? "before" : "runs", $"{better.Backend.Name}: torch {better.TorchRange}");
        foreach ((FoundLock found, BackendVerdict verdict) in answer.Locks) Line("lock", $"{Path.GetFileName(found.Path)}: {OfLock(found, verdict)}");
        if (answer.Taken is { } taken) Line("sync", $"takes `{taken.Found.Lock.Header.Backend}`: {taken.Why}");
        if (answer.Refusal is { } refusal) Line("sync", $"takes none: {refusal}");
    }

    public static void WriteJson(Utf8JsonWriter json, WhyNot answer)
    {
        WriteVerdict(json, answer.Verdict);
        json.WriteStartArray("better");
        foreach (BackendVerdict better in answer.Better)
        {
            json.WriteStartObject();
            json.WriteString("name", better.Backend.Name.Value);
            json.WriteString("torch", better.TorchRange);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("locks");
        foreach ((FoundLock found, BackendVerdict verdict) in answer.Locks)
        {
            json.WriteStartObject();
            json.WriteString("file", found.Path);
            json.WriteString("name", verdict.Backend.Name.Value);
            json.WriteBoolean("runs", verdict.Runs);
            json.WriteString("why", verdict.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("sync", answer.Taken?.Found.Lock.Header.Backend.Value);
        json.WriteString("syncWhy", answer.Taken?.Why ?? answer.Refusal);
    }

    private static string OfLock(FoundLock found, BackendVerdict verdict) =>
        verdict.Why is { } why ? $"not here: {why}" : found.Lock.Header.Torch.IsEmpty ? "runs here; it has no torch" : $"runs here with torch {verdict.Torch[0]}";

    private static void WriteVerdict(Utf8JsonWriter json, BackendVerdict verdict)
    {
        json.WriteString("name", verdict.Backend.Name.Value);
        json.WriteBoolean("runs", verdict.Runs);
        json.WriteString("torch", verdict.Runs ? verdict.TorchRange : null);
        json.WriteString("why", verdict.Why);
        json.WriteStartArray("warnings");
        foreach (string warning in verdict.Warnings) json.WriteStringValue(warning);
        json.WriteEndArray();
    }
}
