using System.Collections.Immutable;
using LightTheTorch.Targets;
using LightTheTorch.Versions;

namespace LightTheTorch.Resolution.Agreeing;

/// <summary>
/// Finds the first combination of versions, in the order of <paramref name="names"/> and of each one's <see cref="VersionOrder"/>, for which every
/// target has an answer. Package by package: each target says the best that it can take of what is left; the worst of these is a bound for all, for
/// each better version was refused by somebody; when all say the same, the next package is tried with that one fixed. What is passed over never had
/// an answer, so the search misses none.
/// </summary>
internal sealed class JointSearch(ImmutableArray<JointQuestion> questions, ImmutableArray<SharedName> names)
{
    /// <returns>Null if there is none.</returns>
    public ValueTask<JointResult.Agreed?> FindAsync(CancellationToken cancellationToken) => FindAsync([], [], cancellationToken);

    /// <summary>Every version of one package that a target can take, whatever the others do; the best first.</summary>
    public async ValueTask<ImmutableArray<PyVersion>> AllOfAsync(SharedName name, int target, CancellationToken cancellationToken)
    {
        ImmutableArray<PyVersion>.Builder all = ImmutableArray.CreateBuilder<PyVersion>();
        VersionChoice choice = new(name.Name, name.Order) { IsNeeded = true };
        while (await BestAsync(target, [choice], name, cancellationToken) is { } best)
        {
            all.Add(best);
            choice = choice with { After = best };
        }

        return all.DrainToImmutable();
    }

    private async ValueTask<JointResult.Agreed?> FindAsync(ImmutableArray<VersionChoice> chosen, ImmutableArray<SharedVersion> shared, CancellationToken cancellationToken)
    {
        if (chosen.Length == names.Length) return await AnswerAsync(chosen, shared, cancellationToken);
        SharedName name = names[chosen.Length];
        VersionChoice choice = new(name.Name, name.Order);
        List<VersionLimit> limits = name.IsAgreed ? [] : [Limit(name.Alone, name.Order.Start)];

        // What a target takes when it is asked alone needs no second question, as long as nothing else is fixed.
        PyVersion?[] best = [.. name.Alone.Select(alone => chosen.IsEmpty && name.Order.Start.Equals(alone) ? alone : null)];
        while (true)
        {
            if (!await UpdateAsync(best, name, chosen, choice, cancellationToken)) return null;
            PyVersion worst = best.OfType<PyVersion>().Max(name.Order)!; // somebody needs the package
            if (!best.OfType<PyVersion>().All(worst.Equals))
            {
                limits.Add(Limit(best, worst));
                choice = choice with { From = worst, After = null };
                continue;
            }

            SharedVersion found = new(name.Name, worst, [.. limits]);
            if (await FindAsync(chosen.Add(choice with { Only = worst }), shared.Add(found), cancellationToken) is { } answer) return answer;
            choice = choice with { From = null, After = worst };
        }
    }

    // Only those are asked whose best is no longer there: the best of more versions is also the best of fewer.
    private async ValueTask<bool> UpdateAsync(PyVersion?[] best, SharedName name, ImmutableArray<VersionChoice> chosen, VersionChoice choice, CancellationToken cancellationToken)
    {
        ImmutableArray<int> asked = [.. name.Needers.Where(i => best[i] is not { } known || !choice.Allows(known))];
        PyVersion?[] found = await Task.WhenAll(asked.Select(i => BestAsync(i, [.. chosen.Select((one, k) => SharedName.For(one, names[k], i)), choice with { IsNeeded = true }], name, cancellationToken)));
        for (int k = 0; k < asked.Length; k++) best[asked[k]] = found[k];
        return Array.TrueForAll(found, static version => version is not null);
    }

    private async Task<PyVersion?> BestAsync(int target, ImmutableArray<VersionChoice> choices, SharedName name, CancellationToken cancellationToken) =>
        (await AskAsync(target, choices, cancellationToken))?.Pins.First(pin => pin.Name.Equals(name.Name)).Version.Public;

    // Those who need a package when they are asked alone can have all of the shared versions at once; then nothing is needed any more, and each target
    // takes what it takes among them.
    private async ValueTask<JointResult.Agreed?> AnswerAsync(ImmutableArray<VersionChoice> chosen, ImmutableArray<SharedVersion> shared, CancellationToken cancellationToken)
    {
        if (names.Length > 1)
        {
            ResolutionResult.Resolved?[] needed = await Task.WhenAll(Enumerable.Range(0, questions.Length).Select(i => AskAsync(i, [.. chosen.Select((one, k) => SharedName.For(one, names[k], i))], cancellationToken)));
            if (!Array.TrueForAll(needed, static answer => answer is not null)) return null;
        }

        ResolutionResult.Resolved?[] answers = await Task.WhenAll(Enumerable.Range(0, questions.Length).Select(i => AskAsync(i, chosen, cancellationToken)));
        return Array.TrueForAll(answers, static answer => answer is not null) ? new JointResult.Agreed([.. answers.OfType<ResolutionResult.Resolved>()], shared) : null;
    }

    private Task<ResolutionResult.Resolved?> AskAsync(int target, ImmutableArray<VersionChoice> choices, CancellationToken cancellationToken) =>
        Task.Run(() => questions[target].Resolver.TryResolveAsync(questions[target].Request with { Choices = choices }, cancellationToken).AsTask(), cancellationToken);

    private VersionLimit Limit(IReadOnlyList<PyVersion?> best, PyVersion worst)
    {
        ImmutableArray<Target> targets = [.. questions.Where((_, i) => worst.Equals(best[i])).Select(static question => question.Request.Target)];
        return new VersionLimit(targets, worst);
    }
}
