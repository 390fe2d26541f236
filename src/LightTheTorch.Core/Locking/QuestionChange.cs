using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Requirements;

namespace LightTheTorch.Locking;

/// <summary>One way in which two locks answer different questions: what somebody changed in the inputs or options between them. A closed hierarchy.</summary>
public abstract record QuestionChange
{
    private QuestionChange()
    {
    }

    /// <summary>What changed from the question of <paramref name="old"/> to that of <paramref name="new"/>, as far as the locks tell.</summary>
    public static ImmutableArray<QuestionChange> Between(BackendLock old, BackendLock @new)
    {
        LockHeader before = old.Header, after = @new.Header;
        bool same = before.InputsSha256 == after.InputsSha256;
        ImmutableArray<QuestionChange> asked = same ? [] :
        [
            .. Words("requirement", Of<Via.Direct>(old, after), Of<Via.Direct>(@new, before)),
            .. Words("override", Of<Via.Override>(old, after), Of<Via.Override>(@new, before)),
            .. Words("constraint", Of<Via.Constraint>(old, after), Of<Via.Constraint>(@new, before)),
        ];
        return
        [
            .. asked,
            .. Options(before.Options, after.Options),
            .. before.Targets.ToHashSet().SetEquals(after.Targets) ? [] : (ImmutableArray<QuestionChange>)[new Targets([.. before.Targets.Except(after.Targets)], [.. after.Targets.Except(before.Targets)])],
            .. before.Backend.Equals(after.Backend) ? [] : (ImmutableArray<QuestionChange>)[new Backend(before.Backend, after.Backend)],
            .. asked.IsEmpty && !same ? (ImmutableArray<QuestionChange>)[new Untraced()] : [],
        ];
    }

    /// <summary>Pairs what was asked with what is asked: a name whose words changed, and what is new or gone.</summary>
    /// <param name="kind"><c>requirement</c>, <c>override</c> or <c>constraint</c>.</param>
    /// <param name="before">As written; white space and the order of clauses do not count.</param>
    /// <param name="after">The same, of the newer question.</param>
    public static ImmutableArray<Asked> Words(string kind, IEnumerable<string> before, IEnumerable<string> after)
    {
        ImmutableArray<string> old = [.. before.DistinctBy(Normal)], @new = [.. after.DistinctBy(Normal)];
        HashSet<string> kept = [.. old.Select(Normal)], now = [.. @new.Select(Normal)];
        List<string> gone = [.. old.Where(words => !now.Contains(Normal(words)))];
        ImmutableArray<Asked>.Builder changes = ImmutableArray.CreateBuilder<Asked>();
        foreach (string words in @new.Where(words => !kept.Contains(Normal(words))))
        {
            string? was = gone.Find(other => NameOf(other) is { } name && name.Equals(NameOf(words)));
            if (was is not null) gone.Remove(was);
            changes.Add(new Asked(kind, was, words));
        }

        changes.AddRange(gone.Select(words => new Asked(kind, words, null)));
        return changes.ToImmutable();
    }

    // What holds on none of the other's targets left no trace there, whether it was asked for or not.
    private static IEnumerable<string> Of<T>(BackendLock locked, LockHeader other)
        where T : Via
    {
        LockTargets targets = LockTargets.Of(other);
        return locked.Packages.SelectMany(package => package.Via).Select(via => via.Reason).OfType<T>().Select(via => via.Words).Where(words => HoldsOn(targets, words));
    }

    private static bool HoldsOn(LockTargets targets, string words) =>
        !Requirement.TryParse(words, out Requirement? requirement) || requirement.Marker is not { } marker || !targets.Where(marker).IsEmpty;

    private static IEnumerable<Option> Options(ImmutableArray<string> before, ImmutableArray<string> after)
    {
        List<string> gone = [.. before.Except(after)];
        foreach (string option in after.Except(before))
        {
            string? was = gone.Find(other => other.Split('=')[0] == option.Split('=')[0]);
            if (was is not null) gone.Remove(was);
            yield return new Option(was, option);
        }

        foreach (string option in gone) yield return new Option(option, null);
    }

    // The lock holds the words in ASCII, and as they were written.
    private static string Normal(string words) => Requirement.TryParse(words, out Requirement? requirement) ? requirement.ToString() : words;

    private static PackageName? NameOf(string? words) => words is not null && Requirement.TryParse(words, out Requirement? requirement) ? requirement.Name : null;

    /// <summary>A requirement, override or constraint of the inputs.</summary>
    /// <param name="Kind"><c>requirement</c>, <c>override</c> or <c>constraint</c>.</param>
    /// <param name="Before">Its words; null: it is new.</param>
    /// <param name="After">Its words; null: it is gone.</param>
    public sealed record Asked(string Kind, string? Before, string? After) : QuestionChange
    {
        /// <summary>The package that it is about; null for words that are no requirement.</summary>
        public PackageName? Name => NameOf(After ?? Before);
    }

    /// <summary>An option, as <c>name=value</c>; null where it has its default.</summary>
    public sealed record Option(string? Before, string? After) : QuestionChange;

    /// <summary>Other targets, by name.</summary>
    public sealed record Targets(ImmutableArray<string> Gone, ImmutableArray<string> Come) : QuestionChange;

    /// <summary>The locks are those of two backends.</summary>
    public sealed record Backend(BackendName Before, BackendName After) : QuestionChange;

    /// <summary>The inputs are others, and no line of the locks shows in what.</summary>
    public sealed record Untraced : QuestionChange;
}
