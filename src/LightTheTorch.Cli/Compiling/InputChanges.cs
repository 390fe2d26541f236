using System.Collections.Immutable;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.IO.Inputs;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Requirements;

namespace LightTheTorch.Cli.Compiling;

/// <summary>Which requirement of the inputs is not the one that a lock was made from, as far as the lock's <c># via</c> reasons tell.</summary>
internal static class InputChanges
{
    /// <returns>At least one reason: what cannot be named is said to be unnamed.</returns>
    public static ImmutableArray<StaleReason> Between(BackendLock locked, InputSet inputs)
    {
        ImmutableHashSet<PackageName> names = [.. locked.Packages.Select(package => package.Name)];
        ILookup<PackageName, InputRequirement> overrides = inputs.Overrides.ToLookup(input => input.Requirement.Name);
        ImmutableArray<MarkerEnvironment> targets = [.. LockTargets.Of(locked.Header).Environments];
        // An override for other machines takes the requirement away from these.
        ImmutableArray<InputRequirement> asked = [.. inputs.Requirements.Where(input => targets.Any(target => Holds(input, target) && Stays(overrides[input.Requirement.Name], target)))];
        // An override or a limit on a package that nobody needs left no trace in the lock.
        ImmutableArray<InputRequirement> instead = [.. Here(targets, inputs.Overrides).Where(input => names.Contains(input.Requirement.Name))];
        ImmutableArray<InputRequirement> limits = [.. Here(targets, inputs.Constraints).Where(input => names.Contains(input.Requirement.Name))];
        ImmutableArray<StaleReason> reasons =
        [
            .. Reasons<Via.Direct>("requirement", locked, asked),
            .. Reasons<Via.Override>("override", locked, instead),
            .. Reasons<Via.Constraint>("constraint", locked, limits),
        ];
        return reasons.IsEmpty ? [new StaleReason("inputs", LockDiffText.Untraced)] : reasons;
    }

    // A line for other machines than the lock's left no trace in it.
    private static IEnumerable<InputRequirement> Here(ImmutableArray<MarkerEnvironment> targets, IEnumerable<InputRequirement> inputs) =>
        inputs.Where(input => targets.Any(target => Holds(input, target)));

    private static bool Stays(IEnumerable<InputRequirement> overrides, MarkerEnvironment target) => !overrides.Any() || overrides.Any(instead => Holds(instead, target));

    private static bool Holds(InputRequirement input, MarkerEnvironment target) => input.Requirement.Marker?.Evaluate(target) ?? true;

    private static IEnumerable<StaleReason> Reasons<T>(string kind, BackendLock locked, ImmutableArray<InputRequirement> now)
        where T : Via
    {
        IEnumerable<string> before = locked.Packages.SelectMany(package => package.Via).Select(via => via.Reason).OfType<T>().Select(via => via.Words);
        return QuestionChange.Words(kind, before, now.Select(input => input.Requirement.AsWritten))
            .Select(change => new StaleReason("inputs", LockDiffText.Words(change), now.FirstOrDefault(input => input.Requirement.AsWritten == change.After)?.Origin));
    }
}
