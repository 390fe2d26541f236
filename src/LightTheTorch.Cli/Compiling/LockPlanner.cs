using System.Collections.Immutable;
using LightTheTorch.Cli.Commands;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Inputs;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution;
using LightTheTorch.Targets;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.Cli.Compiling;

/// <summary>Turns options and inputs into a plan: which targets, which index for which name, which question for the resolver.</summary>
internal sealed class LockPlanner(CommandContext context, BackendCatalogue catalogue)
{
    private static readonly PackageName s_torch = PackageName.Parse("torch");

    private readonly BuildTags _tags = new(catalogue);

    /// <exception cref="LttException">No target is left, or the user's own words about torch rule one out.</exception>
    public async Task<LockPlan> PlanAsync(LockOptions options, ImmutableArray<Backend> backends, InputSet inputs, CancellationToken cancellationToken)
    {
        bool prereleases = options.Resolution.Prereleases || inputs.Prereleases;
        Channel channel = ChannelChoice.Of(catalogue, options.Channel, prereleases, options.ChannelPlace);
        ImmutableArray<Platform> platforms = TargetPlanner.Platforms(options.Platforms);
        ImmutableArray<PythonVersion> pythons = await PythonDefaults.ChooseAsync(options.Pythons, inputs, cancellationToken);
        ImmutableArray<Target> asked = [.. from backend in backends from platform in platforms from python in pythons select new Target(backend.Name, platform, python)];
        foreach (Backend backend in backends) RefuseAlike(backend, asked);
        (ImmutableArray<Target> targets, ImmutableArray<Diagnostic> notes) = Possible(asked, inputs);
        ImmutableArray<Backend> left = [.. backends.Where(backend => targets.Any(target => target.Backend.Equals(backend.Name)))];
        string folder = options.Output is { } output ? context.FullPath(output) : inputs.Folder;
        KeptPins kept = await KeptPins.ReadAsync(folder, left, options.Format, options.Upgrade, options.UpgradePackages, cancellationToken);
        (ForeignPins? foreign, ImmutableArray<Diagnostic> unread) = await ForeignPins.ReadAsync([inputs.Folder, context.WorkingDirectory], context.Inputs, options, kept.Unlocked, cancellationToken);
        (ImmutableArray<string> links, ImmutableArray<Diagnostic> dropped) = FoundLinks.Addresses(options.Index.FindLinks, catalogue, context);
        return new LockPlan
        {
            Targets = targets,
            Backends = left,
            Router = IndexRouting.Router(options.Index, options.Sources, catalogue, channel),
            Channel = channel,
            FindLinks = links,
            Torch = target => Torch(target, inputs).Asked,
            Folder = folder,
            Format = options.Format,
            InputsSha256 = InputDigest.Of(inputs),
            Options = options.ThatMatter,
            Question = target => new ResolutionRequest(target, Untagged(inputs.Requirements, target))
            {
                Constraints = Untagged(inputs.Constraints, target),
                Overrides = Untagged(inputs.Overrides, target),
                Preferences = foreign?.For(target) ?? kept.For(target),
                Options = options.Resolution with
                {
                    Prereleases = prereleases,
                    PrereleasesOf = options.Resolution.PrereleasesOf.Union(inputs.PrereleasesOf).Union(OfChannel(channel, target)),
                },
            },
            Old = kept.Old,
            Foreign = foreign,
            Notes = [.. notes, .. dropped, .. kept.Notes, .. kept.ChosenOtherwise(options.ThatMatter), .. unread, .. left.Where(backend => channel.HasPrereleases && backend.Index != "pytorch").Select(backend => NoChannel(backend, channel))],
        };
    }

    private IEnumerable<PackageName> OfChannel(Channel channel, Target target) =>
        channel.HasPrereleases ? catalogue.Packages.Concat(BackendOf(target).Packages.Select(pattern => pattern.Name).OfType<PackageName>()) : [];

    private static Diagnostic NoChannel(Backend backend, Channel channel) =>
        new(DiagnosticCode.InvalidUsage, Severity.Note, $"`{backend}` lies on the index `{backend.Index}`, which has no channel `{channel.Name}`; what is there is locked");

    // A combination that PyTorch never built is left out while another remains; a wish for torch that a target cannot meet ends the command.
    private (ImmutableArray<Target> Targets, ImmutableArray<Diagnostic> Notes) Possible(ImmutableArray<Target> asked, InputSet inputs)
    {
        TargetCheck check = new(catalogue);
        ImmutableArray<Diagnostic> ruledOut = check.Check(asked);
        ImmutableArray<Target> targets = [.. asked.Where(target => check.Check(target) is null)];
        if (targets.IsEmpty) throw new LttException(ruledOut, ExitCode.Unsatisfiable);
        ImmutableArray<Diagnostic> refused = [.. Contradictions(targets, inputs), .. Refusals(check, targets, inputs)];
        if (!refused.IsEmpty) throw new LttException(refused, ExitCode.Unsatisfiable);
        return (targets, [.. ruledOut.Select(error => error with { Severity = Severity.Note, Message = error.Message + "; left out" })]);
    }

    private IEnumerable<Diagnostic> Contradictions(ImmutableArray<Target> targets, InputSet inputs) =>
        targets.Select(target => Contradiction(target, inputs)).OfType<Diagnostic>().DistinctBy(diagnostic => diagnostic.ToString());

    private Diagnostic? Contradiction(Target target, InputSet inputs) =>
        Own(target, inputs).Select(input => _tags.Contradiction(input, BackendOf(target))).FirstOrDefault(found => found is not null);

    // Markers may ask for another torch on another target; those with the same wish are judged together.
    private IEnumerable<Diagnostic> Refusals(TargetCheck check, ImmutableArray<Target> targets, InputSet inputs) =>
        from target in targets
        where Contradiction(target, inputs) is null
        let torch = Torch(target, inputs)
        where !torch.Torch.IsEmpty
        group target by (Asked: torch.Asked.ToString(), torch.Torch[0].Origin) into same
        from refusal in check.Check(same, SpecifierSet.Parse(same.Key.Asked))
        select refusal with { Location = same.Key.Origin };

    private (ImmutableArray<InputRequirement> Torch, SpecifierSet Asked) Torch(Target target, InputSet inputs)
    {
        ImmutableArray<InputRequirement> torch = [.. Untagged([.. Own(target, inputs)], target).Where(input => input.Requirement.Name.Equals(s_torch))];
        return (torch, torch.Aggregate(SpecifierSet.Any, (all, one) => all.Intersect(one.Requirement.Specifier)));
    }

    // An override is left aside: it may be there to replace the very words that rule a target out.
    private static IEnumerable<InputRequirement> Own(Target target, InputSet inputs) =>
        inputs.Requirements.Concat(inputs.Constraints).Where(input => input.Requirement.Marker?.Evaluate(target.Environment) ?? true);

    private ImmutableArray<InputRequirement> Untagged(ImmutableArray<InputRequirement> inputs, Target target) =>
        [.. inputs.Select(input => _tags.Without(input, BackendOf(target)))];

    private Backend BackendOf(Target target) => catalogue.Find(target.Backend) ?? throw new ArgumentException($"`{target.Backend}` is not in the catalogue", nameof(target));

    private static void RefuseAlike(Backend backend, ImmutableArray<Target> targets)
    {
        ImmutableArray<Target> own = [.. targets.Where(target => target.Backend.Equals(backend.Name))];
        if (MarkerAlgebra.FindAlike([.. own.Select(target => target.Environment)]) is not { } pair) return;
        throw new LttException(
            new Diagnostic(DiagnosticCode.TargetsIndistinguishable, Severity.Error, $"no marker tells `{own[pair.First]}` from `{own[pair.Second]}`, so one lock cannot serve both")
            {
                Hints = ["lock them in two runs, each with its own `--output` folder"],
            },
            ExitCode.Usage);
    }
}
