using System.Collections.Immutable;
using LightTheTorch.Cli.Compiling;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Files;
using LightTheTorch.IO.Inputs;
using LightTheTorch.IO.Yaml;
using LightTheTorch.Locking;
using LightTheTorch.Resolution;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>ltt lock</c>: the row of passes, from the command line to the files.</summary>
internal sealed class LockHandler(CommandContext context)
{
    /// <exception cref="LttException">Whatever went wrong; then no file was written.</exception>
    public async Task<ExitCode> RunAsync(LockOptions options, CancellationToken cancellationToken)
    {
        BackendCatalogue catalogue = BackendCatalogueReader.ReadEmbedded();
        if (options.CatalogueBackends is { } more) catalogue = CatalogueParser.ParseBackends(more, catalogue);
        ImmutableArray<Backend> backends = TargetPlanner.Backends(options.Backends, catalogue);
        InputSet inputs = await ReadInputsAsync(options, cancellationToken);
        LockPlan plan = await new LockPlanner(context, catalogue).PlanAsync(options, backends, inputs, cancellationToken);
        using IndexConnection connection = IndexConnection.Open(options.Index, catalogue, context);
        TargetResolver resolver = new(catalogue, plan.Router, connection, options.Resolution.AllowBuild);
        ImmutableArray<TargetAnswer> answers = await resolver.ResolveAsync(plan.Targets, plan.Question, cancellationToken);
        ImmutableArray<ResolvedTarget> resolved = AllResolved(answers);
        ImmutableArray<Diagnostic> coherence = CoherenceCheck.Run(catalogue, resolved);
        ImmutableArray<Diagnostic> notes = [.. inputs.Notes, .. plan.Notes, .. coherence, .. resolved.SelectMany(target => target.Notes).DistinctBy(note => (note.Code, note.ToString()))];

        ImmutableArray<TargetPins> pins = await new PinCompleter(connection, resolver, context.WorkingDirectory, plan.Folder).CompleteAsync(resolved, cancellationToken);
        InputHashes.Check(inputs, pins);
        LockAssembler assembler = new(plan);
        ImmutableArray<CompiledLock> locks = [.. plan.Backends.Select(backend => assembler.Assemble(backend, [.. pins.Where(target => target.Target.Backend.Equals(backend.Name))]))];
        if (!options.DryRun)
        {
            Directory.CreateDirectory(plan.Folder);
            await AtomicFiles.WriteAsync([.. locks.Select(one => (one.Path, one.Text))], cancellationToken);
        }

        Report(options, locks, notes);
        return ExitCode.Done;
    }

    private async Task<InputSet> ReadInputsAsync(LockOptions options, CancellationToken cancellationToken)
    {
        InputRequest request = new()
        {
            Inputs = options.Inputs,
            Constraints = options.Constraints,
            Overrides = options.Overrides,
            Extras = options.Extras,
            AllExtras = options.AllExtras,
            Groups = options.Groups,
        };
        return await new InputReader(new InputContext(new DiskFiles(), context.WorkingDirectory, context.Environment)).ReadAsync(request, cancellationToken);
    }

    // All backends or none: one target without an answer, and no file changes.
    private static ImmutableArray<ResolvedTarget> AllResolved(ImmutableArray<TargetAnswer> answers)
    {
        ImmutableArray<Diagnostic> refusals = [.. answers.Select(answer => answer.Result).OfType<ResolutionResult.Unresolvable>().Select(result => result.Explanation.ToDiagnostic())];
        if (!refusals.IsEmpty) throw new LttException(refusals, ExitCode.Unsatisfiable);
        return [.. answers.Select(answer => answer.Result is ResolutionResult.Resolved result ? new ResolvedTarget(answer.Target, result.Pins, result.Notes) : throw new System.Diagnostics.UnreachableException())];
    }

    private void Report(LockOptions options, ImmutableArray<CompiledLock> locks, ImmutableArray<Diagnostic> notes)
    {
        if (!options.Speech.Quiet)
        {
            foreach (Diagnostic note in notes) DiagnosticRenderer.Write(context.Talk, note);
            LockSummary.Write(context.Talk, locks);
        }

        if (options.Speech.Json) LockJson.Write(context.Output, locks, notes);
        else if (!options.DryRun) foreach (CompiledLock one in locks) context.Output.WriteLine(Path.GetRelativePath(context.WorkingDirectory, one.Path));
    }
}
