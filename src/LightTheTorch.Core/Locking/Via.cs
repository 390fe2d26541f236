using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Names;

namespace LightTheTorch.Locking;

/// <summary>Why a package is in a lock: one reason, as the <c># via</c> comments of the lock say it.</summary>
public abstract record Via
{
    private Via(string words) => Words = words;

    /// <summary>The requirement as it was written: in the user's file word for word, in METADATA in its normal form.</summary>
    public string Words { get; }

    /// <summary>Where it stands among the reasons of a package: what the user asks for, what the user overrides, what the user limits, what other packages need.</summary>
    public int Rank => this switch
    {
        Direct => 0,
        Override => 1,
        Constraint => 2,
        Parent => 3,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The text behind <c># via</c>, without the targets: <c>-r requirements.txt: torch&gt;=2.6</c>, <c>--override force.txt: numpy==1.26.4</c>, <c>-c limits.txt: numpy&lt;2</c> or <c>torchvision: numpy</c>.</summary>
    public sealed override string ToString() => this switch
    {
        Direct direct => $"-r {ViaText.Quote(direct.File)}: {Words}",
        Override instead => $"--override {ViaText.Quote(instead.File)}: {Words}",
        Constraint constraint => $"-c {ViaText.Quote(constraint.File)}: {Words}",
        Parent { Extra: { } extra } parent => $"{parent.Name}[{extra}]: {Words}",
        Parent parent => $"{parent.Name}: {Words}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The user asked for it.</summary>
    /// <param name="File">The input, relative to the lock, with forward slashes.</param>
    /// <param name="Words">The requirement as it stands there.</param>
    public sealed record Direct(string File, string Words) : Via(Words);

    /// <summary>The user says which it is (<c>--override</c>), whatever the other reasons say: they tell who needs the package, this one which versions count.</summary>
    /// <param name="File">The file with the override, relative to the lock, with forward slashes.</param>
    /// <param name="Words">The requirement as it stands there.</param>
    public sealed record Override(string File, string Words) : Via(Words);

    /// <summary>The user limits its versions, and does not ask for it (<c>-c</c>): the lock holds it only where another reason does.</summary>
    /// <param name="File">The file with the constraint, relative to the lock, with forward slashes.</param>
    /// <param name="Words">The constraint as it stands there.</param>
    public sealed record Constraint(string File, string Words) : Via(Words);

    /// <summary>Another package of the lock asked for it.</summary>
    /// <param name="Name">The package that asked.</param>
    /// <param name="Extra">The extra of that package which the requirement belongs to, if any.</param>
    /// <param name="Words">The requirement in its normal form, without the marker's <c>extra</c> part.</param>
    public sealed record Parent(PackageName Name, ExtraName? Extra, string Words) : Via(Words);
}

/// <summary>A reason and the targets for which it holds.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Targets">Names of targets, in the lock's order; empty where the reason holds wherever the package is locked.</param>
public sealed record LockedVia(Via Reason, ImmutableArray<string> Targets)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out LockedVia? via) => ViaText.TryRead(text, out via);

    public bool Equals(LockedVia? other) => other is not null && Reason == other.Reason && Targets.SequenceEqual(other.Targets);

    public override int GetHashCode() => Reason.GetHashCode();

    /// <summary><c>torchvision: numpy</c>, or <c>torchvision: numpy {linux_x86_64-py3.12}</c> where it does not hold for all.</summary>
    public override string ToString() => Targets.IsEmpty ? Reason.ToString() : $"{Reason} {{{string.Join(' ', Targets)}}}";
}
