using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Inputs;
using LightTheTorch.IO.Python;
using LightTheTorch.Targets;

namespace LightTheTorch.Cli.Compiling;

/// <summary>The Pythons to lock for: those asked for, else what an environment.yml says, else <c>.python-version</c>, else the <c>python3</c> on PATH.</summary>
internal static class PythonDefaults
{
    /// <exception cref="LttException">None was named and none is found; or one contradicts the project's <c>requires-python</c>.</exception>
    public static async Task<ImmutableArray<PythonVersion>> ChooseAsync(ImmutableArray<string> asked, InputSet inputs, CancellationToken cancellationToken)
    {
        ImmutableArray<PythonVersion> pythons = await NamedAsync(asked, inputs, cancellationToken);
        return Fitting(pythons.IsEmpty ? [await ProbedAsync(cancellationToken)] : pythons, inputs);
    }

    /// <summary>Those that somebody named; empty when only the interpreter of this machine is left to ask.</summary>
    public static async Task<ImmutableArray<PythonVersion>> NamedAsync(ImmutableArray<string> asked, InputSet inputs, CancellationToken cancellationToken)
    {
        if (!asked.IsEmpty) return TargetPlanner.Pythons(asked);
        if (inputs.Python is { } named) return [named];
        if (PythonVersionFile.Find(inputs.Folder) is not { } path) return [];
        SourceText text = SourceText.Of(path, await File.ReadAllTextAsync(path, cancellationToken));
        return PythonVersionFile.TryParse(text, out PythonVersion? version, out Diagnostic? error) ? [version] : throw new LttException(error, ExitCode.Usage);
    }

    /// <exception cref="LttException">One contradicts the project's <c>requires-python</c>.</exception>
    public static ImmutableArray<PythonVersion> Fitting(ImmutableArray<PythonVersion> pythons, InputSet inputs)
    {
        foreach (PythonDemand demand in inputs.RequiresPython)
        {
            if (pythons.FirstOrDefault(python => !demand.Versions.Contains(python.FullVersion)) is not { } refused) continue;
            throw new LttException(
                new Diagnostic(DiagnosticCode.InvalidTarget, Severity.Error, $"the project requires Python `{demand.Versions}`, which Python {refused} does not meet", demand.Origin)
                {
                    Hints = ["name the Pythons to lock for with `--python`"],
                },
                ExitCode.Usage);
        }

        return pythons;
    }

    private static async Task<PythonVersion> ProbedAsync(CancellationToken cancellationToken)
    {
        string python = OperatingSystem.IsWindows() ? "python" : "python3";
        Interpreter interpreter = await new InterpreterProbe(new ProcessRunner()).ProbeAsync(python, cancellationToken);
        return interpreter.Target ?? throw new LttException(
            new Diagnostic(DiagnosticCode.InvalidTarget, Severity.Error, $"`{python}` is {interpreter.ImplementationName} {interpreter.Version}, which no lock can be made for")
            {
                Hints = ["name the Pythons to lock for with `--python`, for example `--python 3.12`"],
            },
            ExitCode.Usage);
    }
}
