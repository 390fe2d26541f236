using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Targets;

namespace LightTheTorch.Resolution.Agreeing;

/// <summary>Names groups of targets as short as can be: a backend by itself where all of its targets are meant.</summary>
/// <param name="all">Every target that could be meant.</param>
public sealed class TargetPhrases(IEnumerable<Target> all)
{
    private readonly ImmutableArray<Target> _all = [.. all];

    /// <summary><c>backends</c>, or <c>targets</c> where there is only one backend.</summary>
    public string All => _all.DistinctBy(static target => target.Backend).Count() > 1 ? "backends" : "targets";

    /// <summary><c>`cpu` and `cu118` on linux_x86_64-py3.12</c>.</summary>
    public string Of(IEnumerable<Target> targets) => string.Join(" and ", targets.GroupBy(static target => target.Backend).Select(Of));

    private string Of(IGrouping<BackendName, Target> own) => own.Count() == _all.Count(target => target.Backend.Equals(own.Key))
        ? $"`{own.Key}`"
        : $"`{own.Key}` on {string.Join(", ", own)}";
}
