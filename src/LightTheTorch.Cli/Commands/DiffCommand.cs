using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Locks;
using LightTheTorch.IO.Python;
using LightTheTorch.Locking;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>ltt diff A B</c>: what changed between two locks, and which requirement changed it.</summary>
internal sealed class DiffCommand : LttCommand
{
    private readonly Argument<string> _old = new("A") { Description = "A lock: a file, a backend locked in the current folder, or `REVISION:PATH` of git" };
    private readonly Argument<string> _new = new("B") { Description = "Another, named in the same ways" };
    private readonly Option<bool> _check = new("--check") { Description = "Exit with 4 when they differ" };
    private readonly CommandContext _context;

    public DiffCommand(CommandContext context)
        : base("diff", "Show what differs between two locks")
    {
        _context = context;
        Arguments.Add(_old);
        Arguments.Add(_new);
        Options.Add(_check);
        SetAction(async (parsed, cancellationToken) => (int)await RunAsync(parsed, cancellationToken));
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        LockNaming naming = new(_context.WorkingDirectory, new ProcessRunner());
        BackendLock old = await naming.FindAsync(parsed.GetRequiredValue(_old), cancellationToken);
        BackendLock @new = await naming.FindAsync(parsed.GetRequiredValue(_new), cancellationToken);
        ImmutableArray<LockDiff> differences = LockDiff.Between(old, @new);
        DiffCauses causes = new(old, @new);
        if (WantsJson(parsed)) JsonOutput.Write(_context.Output, json => WriteJson(json, differences, causes));
        else foreach (LockDiff difference in differences) _context.Output.WriteLine(LockDiffText.Line(difference, causes));
        if (differences.IsEmpty && !Speech(parsed).Quiet) DiagnosticRenderer.Line(_context.Talk, string.Join("; ", ["the locks hold the same packages", .. causes.Changes.Select(LockDiffText.Words)]));
        return differences.IsEmpty || !parsed.GetValue(_check) ? ExitCode.Done : ExitCode.OutOfDate;
    }

    private static void WriteJson(Utf8JsonWriter json, ImmutableArray<LockDiff> differences, DiffCauses causes)
    {
        WriteArray(json, "changes", [.. causes.Changes.Select(LockDiffText.Words)]);
        json.WriteStartArray("differences");
        foreach (LockDiff difference in differences)
        {
            (string kind, ImmutableArray<Versions.PyVersion> from, ImmutableArray<Versions.PyVersion> to, ImmutableArray<Via> via) = LockDiffText.Parts(difference);
            json.WriteStartObject();
            json.WriteString("name", difference.Name.Value);
            json.WriteString("kind", kind);
            WriteArray(json, "from", from);
            WriteArray(json, "to", to);
            WriteArray(json, "via", via);
            WriteArray(json, "noLongerVia", difference is LockDiff.Changed changed ? changed.GoneVia : []);
            WriteArray(json, "causes", [.. causes.Of(difference).Select(LockDiffText.Words)]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, ImmutableArray<T> items)
        where T : notnull
    {
        json.WriteStartArray(name);
        foreach (T item in items) json.WriteStringValue(item.ToString());
        json.WriteEndArray();
    }
}
