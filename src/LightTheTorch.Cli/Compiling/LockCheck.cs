using System.Collections.Immutable;
using LightTheTorch.Cli.Commands;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Inputs;
using LightTheTorch.IO.Locks;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Targets;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.Cli.Compiling;

/// <summary>
/// Whether the locks are those of the inputs and options, from their headers alone: no index is asked, and the catalogue is read only where
/// targets were left out.
/// </summary>
internal sealed class LockCheck(CommandContext context)
{
    /// <returns>One entry per file that <c>ltt lock</c> would write, in its order.</returns>
    /// <exception cref="LttException">An input cannot be read, or the options make no sense.</exception>
    public async Task<ImmutableArray<CheckedLock>> RunAsync(LockOptions options, CancellationToken cancellationToken)
    {
        LockCompiler compiler = new(context);
        InputSet inputs = await compiler.ReadInputsAsync(options, cancellationToken);
        string folder = options.Output is { } output ? context.FullPath(output) : inputs.Folder;
        Lazy<BackendCatalogue> catalogue = await CatalogueOptions.DeferAsync(options.Catalogue, options.CatalogueBackends, context, cancellationToken);
        ImmutableArray<(BackendName Backend, string Path, LockFile? File, StaleReason? Why)> found = await FindAsync(options, folder, catalogue, cancellationToken);
        LockOptions asked = await LockedTargets.FillAsync(options, inputs, found.Select(one => one.File?.Lock.Header).OfType<LockHeader>(), cancellationToken);
        string digest = InputDigest.Of(inputs);
        ImmutableArray<CheckedLock> judged =
        [
            .. from one in found
               let expected = Expected(one.Backend, asked, one.File?.Lock.Header, catalogue)
               where expected.Count > 0 || one.File is not null
               select new CheckedLock(one.Backend, one.Path, one.File is { } file ? [.. Reasons(file, expected, asked.ThatMatter, digest, inputs), .. Form(one, found), .. Versions(one, found, asked.SameVersions)] : [one.Why!]),
        ];
        return options.CheckNetwork && judged.All(one => one.IsUpToDate) ? await ResolveAsync(asked, judged, found.ToDictionary(one => one.Path, one => one.File!.Lock), cancellationToken) : judged;
    }

    private static async Task<ImmutableArray<(BackendName Backend, string Path, LockFile? File, StaleReason? Why)>> FindAsync(
        LockOptions options, string folder, Lazy<BackendCatalogue> catalogue, CancellationToken cancellationToken)
    {
        // A backend whose lock is there needs no catalogue to be known.
        bool known = !options.Backends.IsEmpty && options.Backends.All(name => BackendName.TryParse(name, out BackendName? backend) && LockFileNames.Of(backend, options.Format).Any(file => File.Exists(Path.Combine(folder, file))));
        IEnumerable<BackendName> backends = known ? options.Backends.Select(BackendName.Parse) : TargetPlanner.Backends(options.Backends, catalogue.Value).Select(backend => backend.Name);
        // Each lock is parsed on its own, on all cores: this is nearly all that a check does.
        return
        [
            .. await Task.WhenAll(
                from backend in backends.Distinct()
                from name in LockFileNames.Of(backend, options.Format)
                select Task.Run(
                    async () =>
                    {
                        string path = Path.Combine(folder, name);
                        (LockFile? file, StaleReason? why) = await ReadAsync(path, cancellationToken);
                        return (backend, path, file, why);
                    },
                    cancellationToken)),
        ];
    }

    private static async Task<(LockFile? File, StaleReason? Why)> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) return (null, new StaleReason("missing", "is missing"));
        try
        {
            return (LockReader.Read(path, await LockText.ReadAsync(path, cancellationToken)), null);
        }
        catch (LttException damaged) when (damaged.Diagnostics[0].Code == DiagnosticCode.InvalidLock)
        {
            return (null, new StaleReason("damaged", $"is damaged: {damaged.Diagnostics[0].Message}", damaged.Diagnostics[0].Location));
        }
    }

    private static HashSet<string> Expected(BackendName backend, LockOptions asked, LockHeader? header, Lazy<BackendCatalogue> catalogue)
    {
        ImmutableArray<Target> all =
        [
            .. from platform in TargetPlanner.Platforms(asked.Platforms) from python in TargetPlanner.Pythons(asked.Pythons) select new Target(backend, platform, python),
        ];
        HashSet<string> names = [.. all.Select(target => target.ToString())];
        if (header is not null && names.SetEquals(header.Targets)) return names;
        if (catalogue.Value.Find(backend) is null) return names; // the index alone knows it

        // What PyTorch never built for was left out.
        TargetCheck check = new(catalogue.Value);
        return [.. all.Where(target => check.Check(target) is null).Select(target => target.ToString())];
    }

    private static IEnumerable<StaleReason> Reasons(LockFile file, HashSet<string> targets, ImmutableArray<string> options, string digest, InputSet inputs)
    {
        LockHeader header = file.Lock.Header;
        if (!file.IsUntouched) yield return new StaleReason("edited", "was changed after `ltt` wrote it");
        if (targets.Except(header.Targets).ToArray() is { Length: > 0 } missing) yield return new StaleReason("targets", $"{Targets(missing)} not in it");
        if (header.Targets.Except(targets).ToArray() is { Length: > 0 } left) yield return new StaleReason("targets", $"{Targets(left)} no longer asked for");
        foreach (string option in options.Except(header.Options)) yield return new StaleReason("options", $"it was made without the option `{option}`");
        foreach (string option in header.Options.Except(options)) yield return new StaleReason("options", $"it was made with the option `{option}`");
        if (header.InputsSha256 == digest) yield break;
        foreach (StaleReason reason in InputChanges.Between(file.Lock, inputs)) yield return reason;
    }

    private static string Targets(string[] names) => names is [var only] ? $"target `{only}` is" : $"targets {string.Join(", ", names.Select(name => $"`{name}`"))} are";

    // With both forms, one may have been written without the other.
    private static IEnumerable<StaleReason> Form(
        (BackendName Backend, string Path, LockFile? File, StaleReason? Why) one,
        ImmutableArray<(BackendName Backend, string Path, LockFile? File, StaleReason? Why)> found)
    {
        if (!LockFileNames.IsPylock(one.Path) || one.File is null) yield break;
        if (found.FirstOrDefault(other => other.Backend.Equals(one.Backend) && other.Path != one.Path) is not { File: { } twin, Path: var path }) yield break;
        if (LockDiff.Between(twin.Lock, one.File.Lock) is [var difference, ..]) yield return new StaleReason("forms", $"it says another thing than `{Path.GetFileName(path)}`: {LockDiffText.Line(difference)}");
    }

    // With --same-versions, the lock of one backend may have been written without that of another.
    private static IEnumerable<StaleReason> Versions(
        (BackendName Backend, string Path, LockFile? File, StaleReason? Why) one,
        ImmutableArray<(BackendName Backend, string Path, LockFile? File, StaleReason? Why)> found,
        ImmutableArray<PackageName> shared) =>
        from name in shared
        let own = Of(one.File, name)
        where !own.IsEmpty
        let other = found.FirstOrDefault(other => Of(other.File, name) is { IsEmpty: false } versions && !versions.SetEquals(own))
        where other.Path is not null
        select new StaleReason("versions", $"`{name}` is {string.Join(" and ", own.Order())}, and {string.Join(" and ", Of(other.File, name).Order())} in `{Path.GetFileName(other.Path)}`, and was to be the same");

    private static ImmutableHashSet<PyVersion> Of(LockFile? file, PackageName name) =>
        [.. file?.Lock.Packages.Where(package => package.Name.Equals(name)).Select(package => package.Version.Public) ?? []];

    private async Task<ImmutableArray<CheckedLock>> ResolveAsync(LockOptions options, ImmutableArray<CheckedLock> judged, Dictionary<string, BackendLock> found, CancellationToken cancellationToken)
    {
        Compilation compiled = await new LockCompiler(context).CompileAsync(options, cancellationToken);
        Dictionary<BackendName, BackendLock> anew = compiled.Locks.ToDictionary(one => one.Backend.Name, one => one.Lock);
        return
        [
            .. judged.Select(one => one with
            {
                Reasons = [.. LockDiff.Between(found[one.Path], anew[one.Backend]).Select(difference => new StaleReason("resolution", $"the index gives another answer: {LockDiffText.Line(difference)}"))],
            }),
        ];
    }
}
