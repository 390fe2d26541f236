using System.Collections.Immutable;
using LightTheTorch.Cli.Commands;
using LightTheTorch.IO.Inputs;
using LightTheTorch.Locking;
using LightTheTorch.Targets;

namespace LightTheTorch.Cli.Compiling;

/// <summary>
/// The targets that a command means which asks about locks: a Python or platform that nobody names was the default of the machine that
/// locked, and need not be that of the machine that asks.
/// </summary>
internal static class LockedTargets
{
    /// <returns>The options with Pythons and platforms filled in from the first header.</returns>
    public static async Task<LockOptions> FillAsync(LockOptions options, InputSet inputs, IEnumerable<LockHeader> headers, CancellationToken cancellationToken)
    {
        ImmutableArray<Target> locked = [.. headers.Take(1).SelectMany(header => LockTargets.Of(header).Known)];
        ImmutableArray<PythonVersion> pythons = await PythonDefaults.NamedAsync(options.Pythons, inputs, cancellationToken);
        if (pythons.IsEmpty) pythons = [.. locked.Select(target => target.Python).Distinct()];
        if (pythons.IsEmpty) pythons = await PythonDefaults.ChooseAsync(options.Pythons, inputs, cancellationToken);
        return options with
        {
            Pythons = [.. PythonDefaults.Fitting(pythons, inputs).Select(python => python.ToString())],
            Platforms = options.Platforms.IsEmpty && !locked.IsEmpty ? [.. locked.Select(target => target.Platform.Name).Distinct()] : options.Platforms,
        };
    }
}
