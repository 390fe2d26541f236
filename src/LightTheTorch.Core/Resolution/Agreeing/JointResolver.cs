using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;

namespace LightTheTorch.Resolution.Agreeing;

/// <summary>
/// Answers the questions of several targets so that some packages have the same version on all that need them (<c>--same-versions</c>). Answers that
/// agree anyway stay as they are; else the best shared versions are found in the order of <see cref="VersionOrder"/>, the first name first.
/// </summary>
/// <param name="questions">One for each target.</param>
/// <param name="names">What is to be shared; those named first count more.</param>
public sealed class JointResolver(ImmutableArray<JointQuestion> questions, ImmutableArray<PackageName> names)
{
    /// <param name="alone">The answers of the targets without regard to each other, in the order of the questions.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="LttException">An index failed; that there is no answer is a result instead.</exception>
    public async ValueTask<JointResult> ResolveAsync(ImmutableArray<ResolutionResult.Resolved> alone, CancellationToken cancellationToken)
    {
        JointResult.Agreed answer = new(alone, []);
        HashSet<PackageName> concerned = [];
        while (true)
        {
            // A package that no target needs alone may turn up when another has to be older: then it is one of those to share.
            ImmutableArray<PackageName> torn = [.. names.Where(name => Share(name, answer.Answers) is { IsAgreed: false })];
            if (torn.IsEmpty) return answer with { Shared = [.. names.Distinct().Select(name => Shared(name, answer)).OfType<SharedVersion>()] };
            concerned.UnionWith(names.Where(name => Share(name, alone) is not null));
            concerned.UnionWith(torn);
            ImmutableArray<SharedName> shared = [.. names.Distinct().Where(concerned.Contains).Select(name => Share(name, alone) ?? Share(name, answer.Answers)).OfType<SharedName>()];
            JointSearch search = new(questions, shared);
            if (await search.FindAsync(cancellationToken) is not { } found)
                return new JointResult.Disagreed(await new JointExplainer(questions, shared, search).ExplainAsync(cancellationToken));
            answer = found;
        }
    }

    private SharedName? Share(PackageName name, ImmutableArray<ResolutionResult.Resolved> answers) => SharedName.Of(name, answers, questions[0].Request.PrefersLowest(name));

    private SharedVersion? Shared(PackageName name, JointResult.Agreed answer) => Share(name, answer.Answers) is { } agreed
        ? answer.Shared.FirstOrDefault(shared => shared.Name.Equals(name)) ?? new SharedVersion(name, agreed.Order.Start, [])
        : null;
}
