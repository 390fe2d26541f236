using System.Collections.Immutable;
using System.Text.Json;
using LightTheTorch.Cli.Vendoring;
using LightTheTorch.Diagnostics;
using LightTheTorch.Reporting;

namespace LightTheTorch.Cli.Rendering;

/// <summary>What <c>ltt vendor</c> did.</summary>
internal sealed record VendorReport(string Folder, bool IsMirror, ImmutableArray<VendoredFile> Files, ImmutableArray<string> Requirements, ImmutableArray<Diagnostic> Warnings);

/// <summary>The outcome of <c>ltt vendor</c>: paths on stdout, a line of summary and what to do next on stderr.</summary>
internal static class VendorOutput
{
    public static void WriteText(CommandContext context, VendorReport report, bool quiet)
    {
        if (report.IsMirror) context.Output.WriteLine(Path.GetRelativePath(context.WorkingDirectory, report.Folder));
        foreach (string file in report.Requirements) context.Output.WriteLine(Path.GetRelativePath(context.WorkingDirectory, file));
        if (quiet) return;
        foreach (Diagnostic warning in report.Warnings) DiagnosticRenderer.Write(context.Talk, warning);
        VendoredFile[] fetched = [.. report.Files.Where(file => file.WasFetched)];
        string count = $"{report.Files.Length} file{(report.Files.Length == 1 ? "" : "s")}";
        DiagnosticRenderer.Line(context.Talk, $"{count}, {ByteCount.Of(report.Files.Sum(file => file.Size))}; {ByteCount.Of(fetched.Sum(file => file.Size))} fetched");
        string folder = Path.GetRelativePath(context.WorkingDirectory, report.Folder);
        if (report.IsMirror) DiagnosticRenderer.Line(context.Talk, $"to lock from it: ltt lock --mirror {folder}");
        else foreach (string file in report.Requirements) DiagnosticRenderer.Line(context.Talk, $"to install: pip install --no-index --no-deps --find-links {folder} --require-hashes -r {Path.GetRelativePath(context.WorkingDirectory, file)}");
    }

    public static void WriteJson(TextWriter output, VendorReport report) => JsonOutput.Write(output, json =>
    {
        json.WriteString("folder", report.Folder);
        json.WriteBoolean("mirror", report.IsMirror);
        json.WriteStartArray("requirements");
        foreach (string file in report.Requirements) json.WriteStringValue(file);
        json.WriteEndArray();
        json.WriteStartArray("files");
        foreach (VendoredFile file in report.Files) WriteFile(json, file);
        json.WriteEndArray();
        json.WriteNumber("bytes", report.Files.Sum(file => file.Size));
        json.WriteNumber("fetchedBytes", report.Files.Where(file => file.WasFetched).Sum(file => file.Size));
        JsonOutput.WriteWarnings(json, report.Warnings);
    });

    private static void WriteFile(Utf8JsonWriter json, VendoredFile file)
    {
        json.WriteStartObject();
        json.WriteString("name", file.Package.Name.Value);
        json.WriteString("version", file.Package.Version.ToString());
        json.WriteString("path", file.Place);
        json.WriteString("url", file.Package.Url);
        json.WriteString("sha256", file.Package.Sha256);
        json.WriteNumber("size", file.Size);
        json.WriteBoolean("fetched", file.WasFetched);
        json.WriteEndObject();
    }
}
