using System.Collections.Immutable;
using LightTheTorch.IO.Inputs;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Targets;

namespace LightTheTorch.Cli.Compiling;

/// <summary>Which requirement of the inputs is not the one that a lock was made from, as far as the lock's <c># via</c> reasons tell.</summary>
internal static class InputChanges
{
    /// <returns>At least one reason: what cannot be named is said to be unnamed.</returns>
    public static ImmutableArray<StaleReason> Between(BackendLock locked, InputSet inputs)
    {
        ImmutableArray<Target> targets = [.. locked.Header.Targets.Select(name => LockTargets.TryParse(locked.Header.Backend, name, out Target? target) ? target : null).OfType<Target>()];
        ImmutableArray<string> before = [.. locked.Packages.SelectMany(package => package.Via).Select(via => via.Reason).OfType<Via.Direct>().Select(direct => direct.Words).Distinct()];
        // A line for other machines than the lock's left no trace in it.
        ImmutableArray<InputRequirement> after = [.. inputs.Requirements.Where(input => targets.Any(target => input.Requirement.Marker?.Evaluate(target.Environment) ?? true))];
        HashSet<string> kept = [.. before.Select(Normal)];
        HashSet<string> now = [.. after.Select(input => Normal(input.Requirement.AsWritten))];
        List<string> gone = [.. before.Where(words => !now.Contains(Normal(words)))];
        List<StaleReason> reasons = [];
        foreach (InputRequirement input in after.Where(input => !kept.Contains(Normal(input.Requirement.AsWritten))))
        {
            string? was = gone.Find(words => NameOf(words) is { } name && name.Equals(input.Requirement.Name));
            if (was is not null) gone.Remove(was);
            reasons.Add(new StaleReason("inputs", was is null ? $"requirement `{input.Requirement.AsWritten}` is new" : $"requirement `{was}` became `{input.Requirement.AsWritten}`", input.Origin));
        }

        reasons.AddRange(gone.Select(words => new StaleReason("inputs", $"requirement `{words}` is gone")));
        if (reasons.Count == 0) reasons.Add(new StaleReason("inputs", "a constraint, an override, a hash, a rule for pre-releases or a requirement for other targets changed in the inputs"));
        return [.. reasons];
    }

    // White space and the order of clauses are no change; the lock holds the words in ASCII.
    private static string Normal(string words) => Requirement.TryParse(words, out Requirement? requirement) ? requirement.ToString() : words;

    private static PackageName? NameOf(string words) => Requirement.TryParse(words, out Requirement? requirement) ? requirement.Name : null;
}
