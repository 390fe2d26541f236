using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Yaml;
using LightTheTorch.Requirements;
using LightTheTorch.Targets;

namespace LightTheTorch.IO.Inputs;

/// <summary>Takes the <c>pip:</c> part and the Python of a conda environment; what conda itself installs is named as left out.</summary>
internal sealed class EnvironmentInput(InputContext context, RequirementsInput requirements)
{
    public async Task AddAsync(string path, List<InputRequirement> into, InputCollector collector, CancellationToken cancellationToken)
    {
        SourceText source = await context.ReadTextAsync(path, "environment", cancellationToken);
        CondaEnvironment environment = EnvironmentReader.Read(source);
        if (environment.Python is { } python)
        {
            if (PythonVersion.TryParse(python.Value, out PythonVersion? version)) collector.Python ??= version;
            else collector.Remarks.Add(source.At(python.Span, DiagnosticCode.InvalidTarget, Severity.Warning, $"`{python.Value}` names no single Python version, so it is ignored", "pass `--python 3.12`"));
        }

        foreach (CondaEnvironment.Item item in environment.Conda)
        {
            collector.Remarks.Add(source.At(
                item.Span,
                DiagnosticCode.UnsupportedRequirement,
                Severity.Note,
                $"`{item.Value}` is left out: conda installs it, and only the `pip:` part of an environment is locked"));
        }

        foreach (CondaEnvironment.Item item in environment.Pip)
        {
            await requirements.AddLineAsync(source, item.Span, item.Value, into, collector, cancellationToken);
        }
    }
}
