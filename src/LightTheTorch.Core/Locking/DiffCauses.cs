using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Versions;

namespace LightTheTorch.Locking;

/// <summary>Which change of the inputs or options lies behind each difference of two locks, followed from package to package along their reasons.</summary>
public sealed class DiffCauses
{
    private readonly ILookup<PackageName, Via> _before;
    private readonly ILookup<PackageName, Via> _after;

    public DiffCauses(BackendLock old, BackendLock @new)
    {
        Changes = QuestionChange.Between(old, @new);
        _before = Reasons(old);
        _after = Reasons(@new);
    }

    /// <summary>All that changed in the question.</summary>
    public ImmutableArray<QuestionChange> Changes { get; }

    /// <summary>The changes behind one difference.</summary>
    /// <returns>
    /// Those that its reasons lead to. Where none does: what else than requirements changed, and for an older version every change, for one of them
    /// ruled the newer version out. Empty where nothing was changed that could explain it: somebody asked for an upgrade, or the index changed.
    /// </returns>
    public ImmutableArray<QuestionChange> Of(LockDiff difference)
    {
        ImmutableArray<QuestionChange> led = [.. Led(difference.Name).Distinct()];
        if (!led.IsEmpty) return led;
        ImmutableArray<QuestionChange> others = [.. Changes.Where(change => change is not QuestionChange.Asked)];
        return others.IsEmpty && difference is LockDiff.Changed changed && IsOlder(changed.From, changed.To) ? Changes : others;
    }

    // Up, from who is needed to who needs it otherwise than before; and where that ends without a word of the user's, down to what they need otherwise: a limit
    // on a package holds those back that need a newer one.
    private IEnumerable<QuestionChange> Led(PackageName start)
    {
        List<PackageName> seen = [start];
        for (int i = 0; i < seen.Count; i++) seen.AddRange(NewlyNeeding(seen[i]).Where(parent => !seen.Contains(parent)).Distinct());
        ImmutableArray<QuestionChange> above = [.. seen.SelectMany(AskedOf)];
        return above.IsEmpty ? _before.Select(group => group.Key).Where(name => NewlyNeeding(name).Any(seen.Contains)).SelectMany(AskedOf) : above;
    }

    private IEnumerable<PackageName> NewlyNeeding(PackageName name) =>
        _before[name].Except(_after[name]).Concat(_after[name].Except(_before[name])).OfType<Via.Parent>().Select(parent => parent.Name);

    private IEnumerable<QuestionChange> AskedOf(PackageName name) => Changes.OfType<QuestionChange.Asked>().Where(change => name.Equals(change.Name));

    private static bool IsOlder(ImmutableArray<PyVersion> from, ImmutableArray<PyVersion> to) => to[0] < from[0] || to[^1] < from[^1];

    private static ILookup<PackageName, Via> Reasons(BackendLock locked) =>
        locked.Packages.SelectMany(package => package.Via.Select(via => (package.Name, via.Reason))).Distinct().ToLookup(each => each.Name, each => each.Reason);
}
