using System.Collections.Immutable;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.Torch;

/// <summary>Collects what is wrong with a catalogue, so that one mistake does not hide the next.</summary>
internal sealed class CatalogueErrors
{
    private readonly List<Diagnostic> _errors = [];

    public void Add(SourceLocation location, string message, params ImmutableArray<string> hints) =>
        _errors.Add(new Diagnostic(DiagnosticCode.InvalidCatalogue, Severity.Error, message, location) { Hints = hints });

    /// <exception cref="LttException">There was at least one error.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0) throw new LttException([.. _errors], ExitCode.Usage);
    }
}
