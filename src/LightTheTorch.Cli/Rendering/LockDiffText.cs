using System.Collections.Immutable;
using System.Diagnostics;
using LightTheTorch.Locking;
using LightTheTorch.Versions;

namespace LightTheTorch.Cli.Rendering;

/// <summary>Differences between locks as lines of text: <c>+</c> added, <c>-</c> removed, <c>~</c> changed or rebuilt, each with its cause.</summary>
internal static class LockDiffText
{
    /// <summary>A difference with the reasons that came or went.</summary>
    public static string Line(LockDiff difference)
    {
        (_, _, _, ImmutableArray<Via> via) = Parts(difference);
        return Remarked(difference, via.Select(reason => reason.ToString()));
    }

    /// <summary>A difference with the packages that brought it, and the changes of the inputs behind it.</summary>
    /// <param name="difference">The difference.</param>
    /// <param name="causes">Of the two locks.</param>
    /// <param name="isUpgrade">Whether an upgrade is what was asked for, so that a change without a cause is no wonder.</param>
    public static string Line(LockDiff difference, DiffCauses causes, bool isUpgrade = false)
    {
        (string kind, _, _, ImmutableArray<Via> via) = Parts(difference);
        ImmutableArray<QuestionChange> behind = [.. causes.Of(difference).Where(change => change is not QuestionChange.Backend)];
        // The user's own words are said with what became of them.
        ImmutableArray<string> reasons = [.. via.OfType<Via.Parent>().Select(reason => reason.ToString())];
        ImmutableArray<string> gone = difference is LockDiff.Changed changed && reasons.IsEmpty ? [.. changed.GoneVia.OfType<Via.Parent>().Select(reason => $"no longer {reason}")] : [];
        bool unasked = !isUpgrade && reasons.IsEmpty && gone.IsEmpty && behind.IsEmpty && kind == "changed" && causes.Changes.All(change => change is QuestionChange.Asked);
        return Remarked(difference, [.. reasons, .. gone, .. behind.Select(Words), .. unasked ? ["no requirement for it changed"] : (ImmutableArray<string>)[]]);
    }

    /// <summary>A change of the question in words.</summary>
    public static string Words(QuestionChange change) => change switch
    {
        QuestionChange.Asked { Before: null } asked => $"{asked.Kind} `{asked.After}` is new",
        QuestionChange.Asked { After: null } asked => $"{asked.Kind} `{asked.Before}` is gone",
        QuestionChange.Asked asked => $"{asked.Kind} `{asked.Before}` became `{asked.After}`",
        QuestionChange.Option { Before: null } option => $"option `{option.After}` is new",
        QuestionChange.Option { After: null } option => $"option `{option.Before}` is gone",
        QuestionChange.Option option => $"option `{option.Before}` became `{option.After}`",
        QuestionChange.Targets targets => string.Join("; ", new[] { Few(targets.Come, "new"), Few(targets.Gone, "gone") }.Where(words => words.Length > 0)),
        QuestionChange.Backend backend => $"backend `{backend.Before}` became `{backend.After}`",
        QuestionChange.Untraced => Untraced,
        _ => throw new UnreachableException(),
    };

    /// <summary>What can change in the inputs without a trace in the lines of a lock.</summary>
    public const string Untraced = "a constraint, an override, a hash, a rule for pre-releases or a requirement for other targets changed in the inputs";

    /// <summary>The same parts for every kind, for JSON: the kind's name, versions before and after, and the reasons.</summary>
    public static (string Kind, ImmutableArray<PyVersion> From, ImmutableArray<PyVersion> To, ImmutableArray<Via> Via) Parts(LockDiff difference) => difference switch
    {
        LockDiff.Added added => ("added", [], added.Versions, added.Via),
        LockDiff.Removed removed => ("removed", removed.Versions, [], removed.Via),
        LockDiff.Changed changed => ("changed", changed.From, changed.To, changed.NewVia),
        LockDiff.Rebuilt rebuilt => ("rebuilt", rebuilt.Versions, rebuilt.Versions, []),
        _ => throw new UnreachableException(),
    };

    private static string Remarked(LockDiff difference, IEnumerable<string> remarks)
    {
        (string kind, ImmutableArray<PyVersion> from, ImmutableArray<PyVersion> to, _) = Parts(difference);
        string versions = kind switch
        {
            "added" => $"+ {difference.Name} {Join(to)}",
            "removed" => $"- {difference.Name} {Join(from)}",
            "changed" => $"~ {difference.Name} {Join(from)} -> {Join(to)}",
            _ => $"~ {difference.Name} {Join(to)} (the same version from other files)",
        };
        string remark = string.Join("; ", remarks);
        return remark.Length == 0 ? versions : $"{versions}  # {remark}";
    }

    private static string Few(ImmutableArray<string> targets, string what) => targets switch
    {
        [] => "",
        [var only] => $"target `{only}` is {what}",
        _ => $"{targets.Length} targets are {what}",
    };

    private static string Join(ImmutableArray<PyVersion> versions) => string.Join(" / ", versions);
}
