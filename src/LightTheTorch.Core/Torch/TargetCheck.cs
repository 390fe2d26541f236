using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Targets;
using LightTheTorch.Versions;

namespace LightTheTorch.Torch;

/// <summary>Finds, before anything is resolved, the targets that no torch can exist for, and says what exists instead.</summary>
/// <remarks>What the catalogue does not know, such as a torch newer than its tables, is never ruled out: the index will tell.</remarks>
public sealed class TargetCheck
{
    private readonly BackendCatalogue _catalogue;

    public TargetCheck(BackendCatalogue catalogue) => _catalogue = catalogue;

    /// <summary>Why a target cannot be, or <see langword="null"/> when nothing speaks against it.</summary>
    /// <param name="target">Its backend is in the catalogue.</param>
    /// <param name="torch">What the user's own requirements ask of torch for this target; <see langword="null"/>: nothing.</param>
    /// <returns>An error; whoever goes on with other targets turns it into a note.</returns>
    public Diagnostic? Check(Target target, SpecifierSet? torch = null) => Find(target, torch)?.ToDiagnostic();

    /// <summary>The same for several targets with the same wish: what is said of many is said once.</summary>
    public ImmutableArray<Diagnostic> Check(IEnumerable<Target> targets, SpecifierSet? torch = null) => TargetRefusal.ToDiagnostics(targets.Select(target => Find(target, torch)).OfType<TargetRefusal>());

    private TargetRefusal? Find(Target target, SpecifierSet? torch)
    {
        Backend backend = _catalogue.Find(target.Backend) ?? throw new ArgumentException($"the backend {target.Backend} is not in the catalogue", nameof(target));
        if (backend.On(target.Platform.BaseName) is not { } builds) return NoPlatform(backend, target);
        if (MayExist(builds, target, torch)) return null;
        return Known(builds).Any(version => torch?.Contains(version) ?? true)
            ? NoPython(backend, builds, target, torch)
            : NoVersion(backend, target, torch);
    }

    private PyVersion Newest => _catalogue.TorchVersions[0];

    private bool MayExist(PlatformBuilds builds, Target target, SpecifierSet? torch)
    {
        ImmutableArray<PyVersion> asked = [.. _catalogue.TorchVersions.Where(version => torch?.Contains(version) ?? true)];
        if (asked.Any(version => builds.Torch.Contains(version) && HasPython(version, target))) return true;

        // Nothing that the tables know: `torch==2.8.0+cpu` or a version to come.
        if (asked.IsEmpty) return true;
        bool mayBeNewer = builds.Torch.Highest is not { } highest || highest > VendorRange.ReleaseOf(Newest);
        VersionSet newer = SpecifierSet.Parse($">{Newest}").Versions;
        return mayBeNewer && newer.Overlaps((torch ?? SpecifierSet.Any).Versions) && !IsOutdated(target, builds);
    }

    // A Python that the newest torch has left behind will not come back with a newer one.
    private bool IsOutdated(Target target, PlatformBuilds builds) =>
        _catalogue.PythonsOf(Known(builds).FirstOrDefault() ?? Newest, target.Platform.BaseName) is [var oldest, ..] && target.Python.Minor < oldest.Minor;

    private bool HasPython(PyVersion torch, Target target)
    {
        ImmutableArray<PythonVersion> pythons = _catalogue.PythonsOf(torch, target.Platform.BaseName);
        return pythons.IsEmpty || pythons.Contains(target.Python);
    }

    private IEnumerable<PyVersion> Known(PlatformBuilds builds) => _catalogue.TorchVersions.Where(builds.Torch.Contains);

    private TargetRefusal NoPlatform(Backend backend, Target target)
    {
        string platform = target.Platform.BaseName;
        ImmutableArray<Backend> others = [.. _catalogue.Live.Where(other => other.On(platform) is not null)];
        RefusalHint instead = others.IsEmpty
            ? new RefusalHint("torch has no wheels for ", Platform: platform, After: " on any backend")
            : new RefusalHint("for ", Platform: platform, After: $" there {(others.Length == 1 ? "is" : "are")} {Phrases.Names(others.Select(other => other.Name.Value))}");
        return new TargetRefusal(
            target,
            $"`{backend}` does not exist for",
            [new RefusalHint($"`{backend}` exists for {Phrases.List(backend.Platforms.Select(builds => builds.Platform))}"), instead, .. NewestFor(target, except: backend)]);
    }

    private TargetRefusal NoPython(Backend backend, PlatformBuilds builds, Target target, SpecifierSet? torch)
    {
        PyVersion last = Known(builds).First(version => torch?.Contains(version) ?? true);
        string asked = torch is null || torch.Clauses.IsEmpty ? "no torch" : $"no `torch{torch}`";
        string platform = target.Platform.BaseName;
        List<RefusalHint> hints = [new RefusalHint($"torch {last} on ", Platform: platform, After: $" has wheels for Python {Phrases.Pythons(_catalogue.PythonsOf(last, platform))}")];
        PyVersion? fitting = Known(builds).FirstOrDefault(version => HasPython(version, target));
        if (fitting is not null) hints.Add(NewestOf(backend, target, fitting));
        else hints.AddRange(NewestFor(target, except: backend));
        return new TargetRefusal(target, $"{asked} of `{backend}` has wheels for", hints) { NamesPython = true };
    }

    private TargetRefusal NoVersion(Backend backend, Target target, SpecifierSet? torch)
    {
        string platform = target.Platform.BaseName;
        PlatformBuilds builds = backend.On(platform) ?? backend.Platforms[0];
        List<RefusalHint> hints = [];
        if (Known(builds).FirstOrDefault(version => HasPython(version, target)) is { } newest) hints.Add(NewestOf(backend, target, newest));

        ImmutableArray<Backend> others =
        [
            .. _catalogue.All.Where(other => other.On(platform) is { } there && Known(there).Any(version => (torch?.Contains(version) ?? true) && HasPython(version, target))),
        ];
        if (!others.IsEmpty) hints.Add(new RefusalHint($"`torch{torch}` for ", Platform: platform, After: $" is on {Phrases.Names(others.Select(other => other.Name.Value))}"));
        return new TargetRefusal(target, $"`{backend}` has no `torch{torch}` for", hints) { After = $": its builds are torch {builds.Torch}" };
    }

    private static RefusalHint NewestOf(Backend backend, Target target, PyVersion newest) =>
        new($"the newest torch of `{backend}` for Python ", target.Python, " on ", target.Platform.BaseName, $" is {newest}");

    private IEnumerable<RefusalHint> NewestFor(Target target, Backend except)
    {
        foreach (PyVersion version in _catalogue.TorchVersions.Where(version => HasPython(version, target)))
        {
            ImmutableArray<Backend> having = [.. _catalogue.All.Where(other => other != except && other.On(target.Platform.BaseName)?.Torch.Contains(version) == true)];
            if (having.IsEmpty) continue;
            return [new RefusalHint("the newest torch for Python ", target.Python, " on ", target.Platform.BaseName, $" is {version}, on {Phrases.Names(having.Select(other => other.Name.Value))}")];
        }

        return [];
    }
}
