using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Compiling;

/// <summary>The pass "check": hands each target's answer to <see cref="CoherencePass"/>.</summary>
internal static class CoherenceCheck
{
    /// <returns>Warnings, each once however many targets share it.</returns>
    /// <exception cref="LttException">Something does not fit; the lock must not be written.</exception>
    public static ImmutableArray<Diagnostic> Run(BackendCatalogue catalogue, ImmutableArray<ResolvedTarget> resolved)
    {
        CoherencePass pass = new(catalogue);
        ImmutableArray<Diagnostic> found =
        [
            .. resolved
                .SelectMany(target => pass.Check(Backend(catalogue, target.Target.Backend), Subjects(target)))
                .DistinctBy(diagnostic => (diagnostic.Code, diagnostic.ToString())),
        ];
        ImmutableArray<Diagnostic> errors = [.. found.Where(diagnostic => diagnostic.Severity == Severity.Error)];
        return errors.IsEmpty ? found : throw new LttException(errors, ExitCode.Unsatisfiable);
    }

    private static Backend Backend(BackendCatalogue catalogue, BackendName name) => catalogue.Find(name) ?? throw new ArgumentException($"`{name}` is not in the catalogue", nameof(name));

    private static IEnumerable<CoherenceSubject> Subjects(ResolvedTarget target)
    {
        MarkerEnvironment environment = target.Target.Environment;
        return target.Pins.Select(pin => Subject(pin, environment));
    }

    private static CoherenceSubject Subject(Pin pin, MarkerEnvironment environment) => new(
        pin.Name,
        pin.Version,
        pin.File.FileName,
        pin.File.Url,
        [.. pin.Metadata.RequiresDist.Where(requirement => Holds(requirement, pin, environment))],
        [.. pin.Via.Select(reason => reason.Parent).OfType<PackageName>().Distinct()]);

    private static bool Holds(Requirement requirement, Pin pin, MarkerEnvironment environment) =>
        requirement.Marker is not { } marker || marker.Evaluate(environment) || (pin.Extras.Length > 0 && marker.Evaluate(environment, pin.Extras));
}
