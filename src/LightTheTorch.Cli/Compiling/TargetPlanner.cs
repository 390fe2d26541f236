using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Targets;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Compiling;

/// <summary>The pass "target": from what the user named to the list of backend × platform × Python.</summary>
internal static class TargetPlanner
{
    /// <summary>The backends in the order asked for, each once.</summary>
    /// <exception cref="LttException">None was named, or one is unknown; both list what there is.</exception>
    public static ImmutableArray<Backend> Backends(ImmutableArray<string> names, BackendCatalogue catalogue)
    {
        if (names.IsEmpty)
        {
            throw Usage(DiagnosticCode.UnknownBackend, "no backend was named", $"name some with `--backends`; the live ones are {Names(catalogue.Live)}");
        }

        ImmutableArray<Diagnostic> unknown = [.. names.Where(name => Find(name, catalogue) is null).Select(name => Unknown(name, catalogue))];
        if (!unknown.IsEmpty) throw new LttException(unknown, ExitCode.Usage);
        return [.. names.Select(name => Find(name, catalogue)).OfType<Backend>().DistinctBy(backend => backend.Name)];
    }

    public static ImmutableArray<Platform> Platforms(ImmutableArray<string> names)
    {
        if (!names.IsEmpty) return [.. names.Select(Platform).Distinct()];
        Platform host = HostPlatform.Find() ?? throw Usage(DiagnosticCode.InvalidTarget, "this machine's platform is none that wheels are built for", AllPlatforms);
        return [host];
    }

    public static ImmutableArray<PythonVersion> Pythons(ImmutableArray<string> names) => [.. names.Select(Python).Distinct()];

    private static string AllPlatforms => $"platforms are {string.Join(", ", Targets.Platform.All.Select(platform => $"`{platform}`"))}, the first of each kind with a floor such as `linux_x86_64:2.17`";

    private static Platform Platform(string name) =>
        Targets.Platform.TryParse(name, out Platform? platform) ? platform : throw Usage(DiagnosticCode.InvalidTarget, $"unknown platform `{name}`", AllPlatforms);

    private static PythonVersion Python(string name) =>
        PythonVersion.TryParse(name, out PythonVersion? python)
            ? python
            : throw Usage(DiagnosticCode.InvalidTarget, $"`{name}` is no Python version to lock for", "a target is a minor version such as `3.12`, or `3.13t` for the free-threaded build");

    private static Backend? Find(string name, BackendCatalogue catalogue) => BackendName.TryParse(name, out BackendName? parsed) ? catalogue.Find(parsed) : null;

    private static Diagnostic Unknown(string name, BackendCatalogue catalogue)
    {
        ImmutableArray<Backend> near = catalogue.Nearest(name);
        return new Diagnostic(DiagnosticCode.UnknownBackend, Severity.Error, $"unknown backend `{name}`")
        {
            Hints =
            [
                .. near.IsEmpty ? ImmutableArray<string>.Empty : [$"did you mean {Names(near)}?"],
                $"live backends are {Names(catalogue.Live)}; `ltt backends` lists all",
            ],
        };
    }

    private static string Names(IEnumerable<Backend> backends) => string.Join(", ", backends.Select(backend => $"`{backend.Name}`"));

    private static LttException Usage(DiagnosticCode code, string message, string hint) =>
        new(new Diagnostic(code, Severity.Error, message) { Hints = [hint] }, ExitCode.Usage);
}
