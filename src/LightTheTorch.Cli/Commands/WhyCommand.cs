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
        ImmutableArray<(FoundLock Lock, ImmutableArray<ImmutableArray<LockStep>> Chains)> answers = [.. locks.Select(found => (found, new LockGraph(found.Lock).ChainsTo(name)))];
        if (answers.All(answer => answer.Chains.IsEmpty))
        {
            throw new LttException(new Diagnostic(DiagnosticCode.InvalidUsage, Severity.Error, $"`{name}` is in none of the locks") { Hints = ["`ltt tree` lists what they hold"] });
        }

        if (WantsJson(parsed)) JsonOutput.Write(Context.Output, json => WriteJson(json, name, answers));
        else foreach ((FoundLock found, ImmutableArray<ImmutableArray<LockStep>> chains) in answers) WriteText(found, name, chains);
        return ExitCode.Done;
    }

    private void WriteText(FoundLock found, PackageName name, ImmutableArray<ImmutableArray<LockStep>> chains)
    {
        TextWriter output = Context.Output;
        if (chains.IsEmpty)
        {
            output.WriteLine($"{found.Lock.Header.Backend}: not in this lock: {name}");
            return;
        }

        output.WriteLine($"{found.Lock.Header.Backend}: {LockTreeText.Label(chains[0][^1].Brings)}");
        foreach (ImmutableArray<LockStep> chain in chains)
        {
            output.WriteLine($"  {chain[0].Because}");
            for (int i = 1; i < chain.Length; i++) output.WriteLine($"  {new string(' ', 3 * (i - 1))}└─ {chain[i].Because}");
        }
    }

    private static void WriteJson(Utf8JsonWriter json, PackageName name, ImmutableArray<(FoundLock Lock, ImmutableArray<ImmutableArray<LockStep>> Chains)> answers)
    {
        json.WriteString("name", name.Value);
        json.WriteStartArray("backends");
        foreach ((FoundLock found, ImmutableArray<ImmutableArray<LockStep>> chains) in answers)
        {
            json.WriteStartObject();
            json.WriteString("name", found.Lock.Header.Backend.Value);
            json.WriteStartArray("chains");
            foreach (ImmutableArray<LockStep> chain in chains)
            {
                json.WriteStartArray();
                foreach (LockStep step in chain)
                {
                    json.WriteStartObject();
                    json.WriteString("because", step.Because.ToString());
                    json.WriteString("name", step.Brings.Name.Value);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
