using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Locks;
using LightTheTorch.Locking;
using LightTheTorch.Names;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>ltt why NAME</c>: which chains of requirements brought a package into each lock.</summary>
internal sealed class WhyCommand : LockReadingCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "A package of the lock" };

    public WhyCommand(CommandContext context)
        : base("why", "Show which requirements brought a package into the locks", context)
    {
        Arguments.Add(_name);
        SetAction(async (parsed, cancellationToken) =>
        {
            ImmutableArray<FoundLock> locks = await LocksAsync(parsed, cancellationToken);
            return (int)Run(locks, parsed.GetRequiredValue(_name), parsed);
        });
    }

    private ExitCode Run(ImmutableArray<FoundLock> locks, string text, ParseResult parsed)
    {
        if (!PackageName.TryParse(text, out PackageName? name)) throw new LttException(new Diagnostic(DiagnosticCode.InvalidUsage, Severity.Error, $"`{text}` is no package name"), ExitCode.Usage);
        ImmutableArray<(FoundLock Lock, ImmutableArray<LockChain> Chains)> answers = [.. locks.Select(found => (found, LockChain.To(name, found.Lock)))];
        if (answers.All(answer => answer.Chains.IsEmpty))
        {
            throw new LttException(new Diagnostic(DiagnosticCode.InvalidUsage, Severity.Error, $"`{name}` is in none of the locks") { Hints = ["`ltt tree` lists what they hold"] });
        }

        if (WantsJson(parsed)) JsonOutput.Write(Context.Output, json => WriteJson(json, name, answers));
        else foreach ((FoundLock found, ImmutableArray<LockChain> chains) in answers) WriteText(found, name, chains);
        return ExitCode.Done;
    }

    private void WriteText(FoundLock found, PackageName name, ImmutableArray<LockChain> chains)
    {
        TextWriter output = Context.Output;
        if (chains.IsEmpty || new LockGraph(found.Lock).Find(name) is not { } node)
        {
            output.WriteLine($"{found.Lock.Header.Backend}: not in this lock: {name}");
            return;
        }

        output.WriteLine($"{found.Lock.Header.Backend}: {LockTreeText.Label(node)}");
        foreach (LockChain chain in chains)
        {
            DiagnosticRenderer.Line(output, $"  {chain.Steps[0].Because}{chain.Where}");
            for (int i = 1; i < chain.Steps.Length; i++) DiagnosticRenderer.Line(output, $"  {new string(' ', 3 * (i - 1))}└─ {chain.Steps[i].Because}");
        }

        foreach (Via.Override instead in node.Via.OfType<Via.Override>()) DiagnosticRenderer.Line(output, $"  overridden by {instead}");
        foreach (Via.Constraint limit in node.Via.OfType<Via.Constraint>()) DiagnosticRenderer.Line(output, $"  limited by {limit}");
    }

    private static void WriteJson(Utf8JsonWriter json, PackageName name, ImmutableArray<(FoundLock Lock, ImmutableArray<LockChain> Chains)> answers)
    {
        json.WriteString("name", name.Value);
        json.WriteStartArray("backends");
        foreach ((FoundLock found, ImmutableArray<LockChain> chains) in answers)
        {
            json.WriteStartObject();
            json.WriteString("name", found.Lock.Header.Backend.Value);
            json.WriteStartArray("chains");
            foreach (LockChain chain in chains)
            {
                json.WriteStartArray();
                foreach (LockStep step in chain.Steps)
                {
                    json.WriteStartObject();
                    json.WriteString("because", step.Because.ToString());
                    json.WriteString("name", step.Brings.Name.Value);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteStartArray("chainTargets");
            foreach (LockChain chain in chains)
            {
                json.WriteStartArray();
                foreach (string target in chain.Targets) json.WriteStringValue(target);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            LockNode? node = new LockGraph(found.Lock).Find(name);
            JsonOutput.WriteTexts(json, "overrides", node?.Via.OfType<Via.Override>() ?? []);
            JsonOutput.WriteTexts(json, "limits", node?.Via.OfType<Via.Constraint>() ?? []);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
