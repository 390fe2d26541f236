using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Targets;

namespace LightTheTorch.IO.Inputs;

/// <summary>Gathers what the readers find; errors too, so that all are told at once.</summary>
internal sealed class InputCollector
{
    public List<InputRequirement> Requirements { get; } = [];

    public List<InputRequirement> Constraints { get; } = [];

    public List<InputRequirement> Overrides { get; } = [];

    public List<Diagnostic> Remarks { get; } = [];

    public List<LeftOutProject> LeftOut { get; } = [];

    public List<PythonDemand> RequiresPython { get; } = [];

    public List<PackageName> PrereleasesOf { get; } = [];

    public PythonVersion? Python { get; set; }

    public bool Prereleases { get; set; }

    /// <exception cref="LttException">There were errors.</exception>
    public InputSet ToSet(string folder, ImmutableArray<string> inputs)
    {
        ImmutableArray<Diagnostic> errors = [.. Remarks.Where(r => r.Severity == Severity.Error).DistinctBy(r => (r.Location, r.Message))];
        if (!errors.IsEmpty) throw new LttException(errors, ExitCode.Failed);
        return new InputSet
        {
            Folder = folder,
            Requirements = [.. Requirements],
            Constraints = [.. Constraints],
            Overrides = [.. Overrides],
            Notes = [.. Remarks.DistinctBy(r => (r.Location, r.Message))],
            LeftOut = [.. LeftOut],
            RequiresPython = [.. RequiresPython],
            Python = Python,
            Prereleases = Prereleases,
            PrereleasesOf = [.. PrereleasesOf.Distinct()],
            Inputs = inputs,
        };
    }
}
