using System.Text.Json;
using LightTheTorch.Cli.Verifying;
using LightTheTorch.Hardware;
using LightTheTorch.Syncing;

namespace LightTheTorch.Cli.Rendering;

/// <summary>A verification for programs. Keys are only ever added.</summary>
internal static class VerifyJson
{
    public static void Write(Utf8JsonWriter json, VerifyReport report)
    {
        json.WriteString("lock", report.Sync.Picked.Found.Path);
        json.WriteString("backend", report.Sync.Picked.Found.Lock.Header.Backend.Value);
        json.WriteString("why", report.Sync.Picked.Why);
        json.WriteString("python", report.Sync.Interpreter.Executable);
        json.WriteBoolean("asLocked", report.IsAsLocked);
        SyncJson.WritePlan(json, report.Sync.Plan);
        json.WriteStartArray("files");
        foreach (PackageFiles package in report.Damaged)
        {
            foreach (FileFinding finding in package.Findings)
            {
                json.WriteStartObject();
                json.WriteString("name", package.Package.Name.Value);
                json.WriteString("version", package.Package.VersionText);
                json.WriteString("path", finding.Path);
                json.WriteString("trouble", Key(finding.Trouble));
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteNumber("filesChecked", report.Files.Sum(package => package.Checked));
        json.WriteNumber("wheelsCompared", report.Files.Count(package => package.IsHeldAgainstWheel));
        if (report.Torch is { } torch) WriteTorch(json, torch);
        else json.WriteNull("torch");
    }

    private static void WriteTorch(Utf8JsonWriter json, TorchFindings torch)
    {
        json.WriteStartObject("torch");
        json.WriteBoolean("works", torch.Problems.IsEmpty);
        json.WriteString("version", torch.Answer.Version?.ToString());
        json.WriteString("cuda", torch.Answer.Cuda);
        json.WriteString("hip", torch.Answer.Hip);
        json.WriteString("xpu", torch.Answer.Xpu);
        json.WriteStartArray("code");
        foreach (Torch.GpuArchitecture code in torch.Answer.Code) json.WriteStringValue(code.ToString());
        json.WriteEndArray();
        json.WriteStartArray("devices");
        foreach (TorchDevice device in torch.Answer.Devices)
        {
            json.WriteStartObject();
            json.WriteString("id", device.Id);
            json.WriteString("name", device.Name);
            json.WriteString("arch", device.Architecture?.ToString());
            json.WriteString("error", device.Error);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("problems");
        foreach (TorchProblem problem in torch.Problems)
        {
            json.WriteStartObject();
            json.WriteString("cause", problem.Cause);
            json.WriteString("fix", problem.Fix);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (string note in torch.Notes) json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Key(FileTrouble trouble) => trouble == FileTrouble.OtherThanWheel ? "other-than-wheel" : trouble.ToString().ToLowerInvariant();
}
