using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Text;

namespace LightTheTorch.Torch;

/// <summary>The words of <see cref="CoherencePass"/>: what does not fit, both versions, and where something that fits is to be had.</summary>
internal sealed class CoherenceMessages(BackendCatalogue catalogue, Backend backend)
{
    private string Wanted => BuildIdentity.Of(backend).Subject;

    public Diagnostic SeveralTorches(ImmutableArray<CoherenceSubject> torches) =>
        Error($"the answer for `{backend}` has {torches.Length} torches: {Phrases.List(torches.Select(torch => torch.Version.ToString()))}");

    public Diagnostic OtherBackend(CoherenceSubject subject, BuildIdentity identity) =>
        Error($"{subject} is built for {identity.Subject}, {identity.Evidence}, and not for `{backend}`", Place(subject));

    public Diagnostic Untagged(CoherenceSubject subject) =>
        Error($"{subject} has no tag that says `{backend}`, and does not lie in the directory of that backend", Place(subject));

    public Diagnostic OtherBuild(CoherenceSubject subject, BuildIdentity identity, CudaBuildRule? rule, bool isError)
    {
        List<string> hints = [];
        if (rule?.Where is { } where)
        {
            string place = where
                .Replace("{version}", subject.Version.Public.ToString(), StringComparison.Ordinal)
                .Replace("{backend}", backend.Name.Value, StringComparison.Ordinal);
            hints.Add($"other builds of {subject.Name} are on {place}; `[tool.ltt.sources]` can name it");
        }

        if (isError && backend.Toolkit is { } toolkit && catalogue.CudaBuilds.FirstOrDefault(one => one.Package.Equals(subject.Name) && one.Majors.Contains(toolkit.Major)) is { } better)
            hints.Add($"ask for `{subject.Name}{better.Versions}`");

        ImmutableArray<Backend> fitting =
        [
            .. catalogue.All
                .Where(other => BuildIdentity.Of(other).Agrees(identity) && other.Platforms.Any(builds => backend.On(builds.Platform) is not null))
                .Take(4),
        ];
        if (isError && !fitting.IsEmpty) hints.Add($"torch for {identity.Subject} is on {Phrases.Names(fitting.Select(other => other.Name.Value))}");
        string message = $"{subject} is built for {identity.Subject}, {identity.Evidence}; torch of `{backend}` is built for {Wanted}";
        return isError ? Error(message, [.. hints]) : Warning(message);
    }

    public Diagnostic Companion(CoherenceSubject subject, CoherenceSubject torch, CompanionRule rule)
    {
        ImmutableArray<CompanionRule> fitting = [.. catalogue.Companions.Where(other => other.Package.Equals(subject.Name) && other.Torch.Contains(torch.Version))];
        string advice = fitting.IsEmpty ? $"ask for a torch {rule.Torch}, or for another {subject.Name}" : $"ask for `{subject.Name}{fitting[0].Versions}`";
        return Error($"{subject} works with torch {rule.Torch}, and torch is {torch.Version}", advice);
    }

    public static Diagnostic BuiltForOtherTorch(CoherenceSubject subject, CoherenceSubject torch, string built) =>
        Error($"{subject} is built for torch {built}, by its tag, and torch is {torch.Version}", $"ask for `torch=={built}.*`, or for a build of {subject.Name} for torch {torch.Version.Public}");

    public static Diagnostic OtherDay(CoherenceSubject subject, CoherenceSubject torch, DateOnly day) =>
        Error($"{subject} is the nightly build of {day:yyyy-MM-dd}, and torch is {torch.Version}", "nightly builds fit together when they are of one day");

    public static Diagnostic PinnedOtherTorch(CoherenceSubject subject, CoherenceSubject torch, Requirement requirement, bool isError)
    {
        string message = $"{subject} {(isError ? "requires" : "holds compiled code and requires")} `{requirement}`, and torch is {torch.Version}";
        string hint = $"an override may be what brought torch {torch.Version.Public} in";
        return isError ? Error(message, hint) : Warning(message, hint);
    }

    /// <param name="parts">What is for CUDA alone.</param>
    /// <param name="by">The package of PyTorch's that requires it.</param>
    public Diagnostic TorchBrings(ImmutableArray<CoherenceSubject> parts, CoherenceSubject by) =>
        Error(
            $"{by} brings {Phrases.List(parts.Select(part => part.ToString()))} into the lock of `{backend}`: METADATA of a build for {Wanted} has no such requirement",
            $"its file is {by.Url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)}",
            Place(by));

    public Diagnostic OthersBring(CoherenceSubject subject) =>
        Warning($"{Bring(subject.RequiredBy)} {subject} into the lock of `{backend}`, whose torch is built for {Wanted}");

    public static Diagnostic Collision(ImmutableArray<CoherenceSubject> libraries)
    {
        string demanded = string.Join("; ", libraries.Where(library => !library.RequiredBy.IsEmpty)
            .Select(library => $"{library.Name} is required by {Phrases.Names(library.RequiredBy.Select(name => name.Value))}"));
        string message = $"{Phrases.List(libraries.Select(library => library.ToString()))} install files of the same names";
        return demanded.Length == 0 ? Warning(message) : Warning(message, demanded);
    }

    private static string Bring(ImmutableArray<PackageName> names) => $"{Phrases.Names(names.Select(name => name.Value))} {(names.Length == 1 ? "brings" : "bring")}";

    private string Place(CoherenceSubject subject) =>
        $"the {subject.Name} of `{backend}` is on {AddressText.Join(catalogue.Indexes[backend.Index], backend.Directory)}{subject.Name}/";

    private static Diagnostic Error(string message, params ImmutableArray<string> hints) => new(DiagnosticCode.Incoherent, Severity.Error, message) { Hints = hints };

    private static Diagnostic Warning(string message, params ImmutableArray<string> hints) => new(DiagnosticCode.Incoherent, Severity.Warning, message) { Hints = hints };
}
