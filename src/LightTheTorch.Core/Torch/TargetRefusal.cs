using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Targets;

namespace LightTheTorch.Torch;

/// <summary>Why a target cannot be, in parts, so that targets with the same reason share a sentence.</summary>
internal sealed record TargetRefusal
{
    /// <param name="target">The target.</param>
    /// <param name="before">The sentence up to Python and platform.</param>
    /// <param name="hints">What exists instead, the nearest first.</param>
    public TargetRefusal(Target target, string before, IEnumerable<RefusalHint> hints)
    {
        Target = target;
        Before = before;
        Hints = [.. hints];
    }

    public Target Target { get; }

    public string Before { get; }

    public ImmutableArray<RefusalHint> Hints { get; }

    /// <summary>The rest of the sentence.</summary>
    public string After { get; init; } = "";

    /// <summary>Another Python might do.</summary>
    public bool NamesPython { get; init; }

    public Diagnostic ToDiagnostic() => Join([this]);

    /// <summary>One error for each reason and backend: Pythons of a platform together, then platforms with the same Pythons.</summary>
    public static ImmutableArray<Diagnostic> ToDiagnostics(IEnumerable<TargetRefusal> refusals) =>
    [
        .. from one in refusals
           group one by (one.Target.Backend, one.Before, one.After, one.Target.Platform.BaseName) into platform
           group platform.ToImmutableArray() by (platform.Key.Backend, platform.Key.Before, platform.Key.After, platform.First().NamesPython ? Phrases.List(Pythons(platform)) : "") into same
           select Join([.. same.SelectMany(rows => rows)]),
    ];

    private static IEnumerable<string> Pythons(IEnumerable<TargetRefusal> same) => same.Select(one => one.Target.Python.ToString()).Distinct();

    private static Diagnostic Join(ImmutableArray<TargetRefusal> same)
    {
        TargetRefusal first = same[0];
        string python = first.NamesPython ? $" Python {Phrases.List(Pythons(same))} on" : "";
        string platforms = Phrases.List(same.Select(one => one.Target.Platform.BaseName).Distinct());
        return new Diagnostic(DiagnosticCode.ImpossibleTarget, Severity.Error, $"{first.Before}{python} {platforms}{first.After}")
        {
            Hints = [.. RefusalHint.Join(same.SelectMany(one => one.Hints))],
        };
    }
}
