using System.Collections.Immutable;
using LightTheTorch.Cli.Commands;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Http;
using LightTheTorch.IO.Inputs;
using LightTheTorch.Locking;
using LightTheTorch.Resolution;
using LightTheTorch.Resolution.Agreeing;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Compiling;

/// <summary>The row of passes, from the inputs to the text of the locks. Nothing is written here.</summary>
internal sealed class LockCompiler(CommandContext context)
{
    /// <summary>Shows what takes long.</summary>
    public ITransferDisplay Display { get; init; } = NoTransferDisplay.Instance;

    /// <exception cref="LttException">Whatever went wrong.</exception>
    public async Task<Compilation> CompileAsync(LockOptions options, CancellationToken cancellationToken)
    {
        BackendCatalogue catalogue = await CatalogueOptions.ReadAsync(options.Catalogue, options.CatalogueBackends, context, cancellationToken);
        await using IndexConnection connection = IndexConnection.Open(options.Index, catalogue, context);
        (catalogue, ImmutableArray<Diagnostic> unlisted) = await UnlistedBackends.AddAsync(options, catalogue, connection, cancellationToken);
        ImmutableArray<Backend> backends = TargetPlanner.Backends(options.Backends, catalogue);
        InputSet inputs = await ReadInputsAsync(options, cancellationToken);
        LockPlan plan = await new LockPlanner(context, catalogue).PlanAsync(options, backends, inputs, cancellationToken);
        TargetSources sources = new(catalogue, plan, connection);
        TargetResolver resolver = new(sources, connection.Builds, options.Resolution.AllowBuild);
        ImmutableArray<TargetAnswer> answers = await resolver.ResolveAsync(plan.Targets, plan.Question, cancellationToken);
        (ImmutableArray<ResolvedTarget> resolved, ImmutableArray<SharedVersion> shared, ImmutableArray<Diagnostic> unused) =
            await SameVersions.ShareAsync(resolver, plan.Question, options.SameVersions, AllResolved(answers, sources, plan.Channel, options.Channel), cancellationToken);
        ImmutableArray<Diagnostic> coherence = CoherenceCheck.Run(catalogue, resolved);
        ImmutableArray<Diagnostic> notes = [.. unlisted, .. inputs.Notes, .. plan.Notes, .. plan.Foreign is { } foreign ? foreign.Notes(resolved) : [], .. unused, .. coherence, .. SharedNotes.Merge(resolved.SelectMany(target => target.Notes.Select(note => (target.Target, note))))];

        ImmutableArray<TargetPins> pins = await new PinCompleter(new FileFacts(connection, Display), sources, inputs.Constraints, context.WorkingDirectory, plan.Folder).CompleteAsync(resolved, options.VerifyHashes, cancellationToken);
        InputHashes.Check(inputs, pins);
        LockAssembler assembler = new(plan);
        ImmutableArray<CompiledLock> locks = [.. plan.Backends.Select(backend => assembler.Assemble(backend, [.. pins.Where(target => target.Target.Backend.Equals(backend.Name))]))];
        return new Compilation(plan, locks, notes) { Shared = shared, Verified = options.VerifyHashes ? VerifiedHashes.Of(pins) : null };
    }

    public async Task<InputSet> ReadInputsAsync(LockOptions options, CancellationToken cancellationToken)
    {
        InputRequest request = new()
        {
            Inputs = options.Inputs,
            Constraints = options.Constraints,
            Overrides = options.Overrides,
            Extras = options.Extras,
            AllExtras = options.AllExtras,
            Groups = options.Groups,
            ExtrasPlace = options.ExtrasPlace,
            GroupsPlace = options.GroupsPlace,
        };
        return await new InputReader(context.Inputs).ReadAsync(request, cancellationToken);
    }

    // A branch has no more than is being built there; who said `--pre` may not know that it means one.
    private static Diagnostic OnChannel((Diagnostic Told, ImmutableArray<Explanation> Same) refusal, TargetSources sources, Channel channel, string? asked)
    {
        if (!refusal.Same.Any(one => one.Sentences.Any(sentence => sentence.PlaceOf is { } name && sources.Route(name, one.Target) is IndexRoute.Simple { IsBranch: true }))) return refusal.Told;
        string hint = asked is null
            ? $"`--pre` alone takes PyTorch's names from its channel `{channel.Name}`; with `--channel stable` beside it they are its releases"
            : $"PyTorch's channel `{channel.Name}` has no more than is being built there; `--channel stable` has the releases";
        return refusal.Told with { Hints = refusal.Told.Hints.Add(hint) };
    }

    // All backends or none: one target without an answer, and no file changes.
    private static ImmutableArray<ResolvedTarget> AllResolved(ImmutableArray<TargetAnswer> answers, TargetSources sources, Channel channel, string? asked)
    {
        ImmutableArray<(Diagnostic Told, ImmutableArray<Explanation> Same)> refusals = Explanation.Shared(answers.Select(answer => answer.Result).OfType<ResolutionResult.Unresolvable>().Select(result => result.Explanation));
        if (!refusals.IsEmpty) throw new LttException([.. refusals.Select(refusal => OnChannel(refusal, sources, channel, asked))], ExitCode.Unsatisfiable);
        return [.. answers.Select(answer => answer.Result is ResolutionResult.Resolved result ? new ResolvedTarget(answer.Target, result) : throw new System.Diagnostics.UnreachableException())];
    }
}

/// <summary>What a run of the passes gave.</summary>
/// <param name="Plan">What was asked.</param>
/// <param name="Locks">One per backend, in the order asked for.</param>
/// <param name="Notes">What the user should know.</param>
internal sealed record Compilation(LockPlan Plan, ImmutableArray<CompiledLock> Locks, ImmutableArray<Diagnostic> Notes)
{
    /// <summary>What <c>--verify-hashes</c> read; <see langword="null"/> without it.</summary>
    public VerifiedHashes? Verified { get; init; }

    /// <summary>The versions that all targets were to share (<c>--same-versions</c>).</summary>
    public ImmutableArray<SharedVersion> Shared { get; init; } = [];
}
