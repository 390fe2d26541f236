using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Locks;
using LightTheTorch.Locking;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>ltt tree</c>: what each lock holds, as a tree from the user's requirements down.</summary>
internal sealed class TreeCommand : LockReadingCommand
{
    private readonly Option<string?> _target = new("--target") { Description = "Only this target of the lock, for example linux_x86_64-py3.12", HelpName = "TARGET" };

    public TreeCommand(CommandContext context)
        : base("tree", "Show the packages of the locks as a tree", context)
    {
        Options.Add(_target);
        SetAction(async (parsed, cancellationToken) =>
        {
            ImmutableArray<FoundLock> locks = await LocksAsync(parsed, cancellationToken);
            Run(locks, parsed.GetValue(_target), WantsJson(parsed));
            return (int)ExitCode.Done;
        });
    }

    private void Run(ImmutableArray<FoundLock> locks, string? target, bool json)
    {
        if (target is not null && locks.FirstOrDefault(found => !found.Lock.Header.Targets.Contains(target)) is { } without)
        {
            throw new LttException(
                new Diagnostic(DiagnosticCode.InvalidTarget, Severity.Error, $"the lock of `{without.Lock.Header.Backend}` has no target `{target}`")
                {
                    Hints = [$"its targets are {string.Join(", ", without.Lock.Header.Targets.Select(name => $"`{name}`"))}"],
                },
                ExitCode.Usage);
        }

        if (json)
        {
            JsonOutput.Write(Context.Output, writer => WriteJson(writer, locks, target));
            return;
        }

        foreach (FoundLock found in locks)
        {
            Context.Output.WriteLine($"{found.Lock.Header.Backend}:");
            LockTreeText.Write(Context.Output, new LockGraph(found.Lock, target));
        }
    }

    private static void WriteJson(Utf8JsonWriter json, ImmutableArray<FoundLock> locks, string? target)
    {
        json.WriteStartArray("backends");
        foreach (FoundLock found in locks)
        {
            json.WriteStartObject();
            json.WriteString("name", found.Lock.Header.Backend.Value);
            json.WriteStartArray("packages");
            foreach (LockNode node in new LockGraph(found.Lock, target).Nodes)
            {
                json.WriteStartObject();
                json.WriteString("name", node.Name.Value);
                json.WriteStartArray("versions");
                foreach (Versions.PyVersion version in node.Versions) json.WriteStringValue(version.ToString());
                json.WriteEndArray();
                json.WriteStartArray("via");
                foreach (Via via in node.Via) json.WriteStringValue(via.ToString());
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
