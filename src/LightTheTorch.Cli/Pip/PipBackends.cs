using System.Collections.Immutable;
using LightTheTorch.Cli.Compiling;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Python;
using LightTheTorch.Targets;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Pip;

/// <summary>The backends that a user asks pip's builds from.</summary>
internal static class PipBackends
{
    // With one of these, pip looks for files for another interpreter than its own.
    private static readonly string[] s_elsewhere = ["platform", "python-version", "implementation", "abi", "python"];

    /// <summary>What options, else the variable of the first light-the-torch, name; empty for <c>auto</c> and where nothing is said.</summary>
    /// <exception cref="LttException">A name is no backend's.</exception>
    public static ImmutableArray<Backend> Asked(PipCommandLine line, BackendCatalogue catalogue, CommandContext context)
    {
        if (line.Has("cpuonly")) return TargetPlanner.Backends(["cpu"], catalogue);
        ImmutableArray<string> said = line.Values(PipOptions.PytorchComputationBackend);
        if (said.IsEmpty && context.Variable("LTT_PYTORCH_COMPUTATION_BACKEND") is { } variable) said = [variable];
        return Parse(said, catalogue);
    }

    /// <summary>Something was said, be it <c>auto</c>.</summary>
    public static bool IsStated(PipCommandLine line, CommandContext context) =>
        line.Has("cpuonly") || line.Has(PipOptions.PytorchComputationBackend) || context.Variable("LTT_PYTORCH_COMPUTATION_BACKEND") is not null;

    /// <summary>Reads lists such as <c>cu126,cpu</c> and <c>auto</c>, which stands alone.</summary>
    /// <exception cref="LttException">A name is no backend's.</exception>
    public static ImmutableArray<Backend> Parse(ImmutableArray<string> lists, BackendCatalogue catalogue)
    {
        ImmutableArray<string> names = [.. lists.SelectMany(list => list.ToLowerInvariant().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        return names.IsEmpty || names is ["auto"] ? [] : TargetPlanner.Backends(names, catalogue);
    }

    /// <summary>Leaves out what has nothing for this interpreter and platform.</summary>
    /// <exception cref="LttException">Then nothing is left; it says what exists.</exception>
    public static async Task<ImmutableArray<Backend>> PossibleAsync(
        ImmutableArray<Backend> asked, PipCommandLine line, string python, BackendCatalogue catalogue, CommandContext context, CancellationToken cancellationToken)
    {
        if (asked.IsEmpty || s_elsewhere.Any(line.Has) || HostPlatform.Find() is not { } platform) return asked;
        Interpreter interpreter = await new InterpreterProbe(context.ProcessRunner).ProbeAsync(python, cancellationToken);
        if (interpreter.Target is not { } version) return asked;
        TargetCheck check = new(catalogue);
        ImmutableArray<(Backend Backend, Diagnostic? Why)> verdicts = [.. asked.Select(backend => (backend, check.Check(new Target(backend.Name, platform, version))))];
        ImmutableArray<Backend> possible = [.. verdicts.Where(verdict => verdict.Why is null).Select(verdict => verdict.Backend)];
        return possible.IsEmpty ? throw new LttException([.. verdicts.Select(verdict => verdict.Why).OfType<Diagnostic>()], ExitCode.Unsatisfiable) : possible;
    }
}
