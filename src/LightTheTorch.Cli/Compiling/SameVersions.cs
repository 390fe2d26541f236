using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Resolution;
using LightTheTorch.Resolution.Agreeing;
using LightTheTorch.Targets;

namespace LightTheTorch.Cli.Compiling;

/// <summary>The part of the pass "resolve" that looks at all targets at once: <c>--same-versions</c>.</summary>
internal static class SameVersions
{
    /// <summary>What the option means when no package is named.</summary>
    public static PackageName Default { get; } = PackageName.Parse("torch");

    /// <param name="resolver">Asks the targets again.</param>
    /// <param name="question">What each of them is asked.</param>
    /// <param name="names">The packages to share; none leaves the answers as they are.</param>
    /// <param name="resolved">The answers of the targets alone.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="LttException">The targets cannot share a version.</exception>
    public static async Task<(ImmutableArray<ResolvedTarget> Answers, ImmutableArray<SharedVersion> Shared, ImmutableArray<Diagnostic> Notes)> ShareAsync(
        TargetResolver resolver, Func<Target, ResolutionRequest> question, ImmutableArray<PackageName> names, ImmutableArray<ResolvedTarget> resolved, CancellationToken cancellationToken)
    {
        if (names.IsEmpty) return (resolved, [], []);
        JointResolver joint = new([.. resolved.Select(one => new JointQuestion(question(one.Target), resolver.For(one.Target)))], names);
        JointResult result = await joint.ResolveAsync([.. resolved.Select(one => one.Answer)], cancellationToken);
        if (result is not JointResult.Agreed agreed) throw new LttException(((JointResult.Disagreed)result).Explanation, ExitCode.Unsatisfiable);
        ImmutableArray<Diagnostic> notes = [.. names.Where(name => agreed.Shared.All(shared => !shared.Name.Equals(name))).Select(Unused)];
        return ([.. resolved.Zip(agreed.Answers, (one, answer) => one with { Answer = answer })], agreed.Shared, notes);
    }

    private static Diagnostic Unused(PackageName name) =>
        new(DiagnosticCode.NothingToShare, Severity.Warning, $"`--same-versions` names `{name}`, which no target needs");
}
