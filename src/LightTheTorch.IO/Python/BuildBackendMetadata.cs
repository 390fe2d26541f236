using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Python;

/// <summary>
/// Asks an interpreter's own pip for the METADATA of a source distribution (<c>--allow-build</c>). This runs the build backend, which is foreign code:
/// only for names that the user allowed.
/// </summary>
public sealed class BuildBackendMetadata(IProcessRunner runner)
{
    /// <param name="python">The interpreter, with pip 22.2 or newer.</param>
    /// <param name="source">A path or an address of the sdist; <c>#sha256=…</c> behind an address makes pip check the bytes.</param>
    /// <param name="cancellationToken">Ends pip and what it started.</param>
    /// <exception cref="LttException">There is no such interpreter, or pip fails; the end of what it said is in the message.</exception>
    public async Task<CoreMetadata> ReadAsync(string python, string source, CancellationToken cancellationToken)
    {
        ProcessRequest request = new(
            python, "-m", "pip", "install", "--dry-run", "--no-deps", "--ignore-installed", "--no-input", "--disable-pip-version-check", "--quiet", "--report", "-", source)
        {
            Variables = ImmutableDictionary<string, string?>.Empty.Add("PYTHONIOENCODING", "utf-8"),
        };
        ProcessAnswer answer = await runner.RunAsync(request, cancellationToken)
            ?? throw Failed(DiagnosticCode.PythonNotFound, $"there is no Python at `{python}`", "`--python PATH` names another interpreter");
        string shown = Secrets.Mask(source);
        if (answer.ExitCode != 0) throw Failed(DiagnosticCode.PipFailed, $"pip could not make the METADATA of `{shown}`:\n{Tail(answer.Error)}", "`python -m pip --version` must be 22.2 or newer");
        if (TryWrite(answer.Output, out string text) && CoreMetadata.TryParse(text, out CoreMetadata? metadata, out _)) return metadata;
        throw Failed(DiagnosticCode.PipFailed, $"pip's report about `{shown}` cannot be read", "`python -m pip --version` must be 22.2 or newer");
    }

    // pip's report has the METADATA as JSON (PEP 566); written as headers again it goes the way of every other METADATA.
    private static bool TryWrite(string report, out string text)
    {
        text = "";
        try
        {
            using JsonDocument document = JsonDocument.Parse(report);
            JsonElement metadata = document.RootElement.GetProperty("install")[0].GetProperty("metadata");
            StringBuilder headers = new();
            foreach (JsonProperty property in metadata.EnumerateObject().Where(p => p.Name != "description"))
            {
                string name = string.Join('-', property.Name.Split('_').Select(word => word.Length > 0 ? char.ToUpperInvariant(word[0]) + word[1..] : word));
                IEnumerable<JsonElement> values = property.Value.ValueKind == JsonValueKind.Array ? property.Value.EnumerateArray() : [property.Value];
                foreach (JsonElement value in values.Where(v => v.ValueKind == JsonValueKind.String))
                {
                    headers.Append(name).Append(": ").Append(value.GetString()?.ReplaceLineEndings(" ")).Append('\n');
                }
            }

            text = headers.ToString();
            return true;
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            return false;
        }
    }

    private static string Tail(string error)
    {
        string[] lines = Secrets.Mask(error.Trim()).Split('\n');
        return string.Join('\n', lines[^Math.Min(lines.Length, 12)..].Select(line => "    " + line.TrimEnd()));
    }

    private static LttException Failed(DiagnosticCode code, string message, string hint) => new(new Diagnostic(code, Severity.Error, message) { Hints = [hint] });
}
