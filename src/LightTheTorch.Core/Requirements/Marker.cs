using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Names;
using LightTheTorch.Text;

namespace LightTheTorch.Requirements;

/// <summary>An environment marker (PEP 508, "Environment Markers"): a closed hierarchy of immutable nodes, compared by value.</summary>
public abstract record Marker
{
    private Marker()
    {
    }

    /// <summary>Written in parentheses although precedence does not ask for them; packaging keeps such parentheses.</summary>
    internal bool IsGrouped { get; init; }

    /// <exception cref="ParseException">The text is no marker.</exception>
    public static Marker Parse(string text) => TryParse(text, out Marker? marker, out ParseError? error) ? marker : throw new ParseException(error);

    public static bool TryParse(string text, [NotNullWhen(true)] out Marker? marker) => TryParse(text, out marker, out _);

    public static bool TryParse(string text, [NotNullWhen(true)] out Marker? marker, [NotNullWhen(false)] out ParseError? error) =>
        MarkerParser.TryParse(text, out marker, out error);

    /// <summary>True if one of the terms is; terms that are themselves alternatives are taken apart.</summary>
    /// <param name="terms">At least one.</param>
    public static Marker AnyOf(params IReadOnlyCollection<Marker> terms)
    {
        ImmutableArray<Marker> flat = [.. terms.SelectMany(term => term is Or or ? or.Terms.AsEnumerable() : [term])];
        return flat.Length == 1 ? flat[0] : new Or(flat);
    }

    /// <summary>True if all of the terms are; terms that are themselves conjunctions are taken apart.</summary>
    /// <param name="terms">At least one.</param>
    public static Marker AllOf(params IReadOnlyCollection<Marker> terms)
    {
        ImmutableArray<Marker> flat = [.. terms.SelectMany(term => term is And and ? and.Terms.AsEnumerable() : [term])];
        return flat.Length == 1 ? flat[0] : new And(flat);
    }

    /// <summary>The marker that is true where this one is false: exact for <c>==</c>, <c>!=</c>, <c>in</c>, and for the order of <c>python_version</c>.</summary>
    /// <returns><see langword="null"/> if a comparison has no opposite among PEP 508's operators.</returns>
    public static Marker? Not(Marker marker)
    {
        if (marker is Compare compare) return MarkerComparison.Opposite(compare) is { } op ? compare with { Operator = op } : null;
        ImmutableArray<Marker> terms = marker is Or alternatives ? alternatives.Terms : ((And)marker).Terms;
        Marker[] opposites = [.. terms.Select(Not).OfType<Marker>()];
        if (opposites.Length < terms.Length) return null;
        return marker is Or ? AllOf(opposites) : AnyOf(opposites);
    }

    /// <summary>Whether the marker holds.</summary>
    /// <exception cref="MarkerException">A comparison in it has no meaning, or names a variable that does not exist here.</exception>
    public bool Evaluate(MarkerEnvironment environment)
    {
        MarkerException? fault = null;
        bool value = Evaluate(environment, ref fault);
        return fault is null ? value : throw fault;
    }

    /// <summary>Whether the marker holds for one of the extras; with none asked for, whether it holds without an extra (pip's rule).</summary>
    /// <exception cref="MarkerException">A comparison in it has no meaning, or names a variable that does not exist here.</exception>
    public bool Evaluate(MarkerEnvironment environment, IReadOnlyCollection<ExtraName> extras) =>
        extras.Count == 0 ? Evaluate(environment) : extras.Any(extra => Evaluate(environment.With(extra)));

    /// <summary>Like <see cref="Evaluate(MarkerEnvironment)"/>, with the reason for having no value instead of an exception.</summary>
    public bool TryEvaluate(MarkerEnvironment environment, out bool value, [NotNullWhen(false)] out MarkerException? fault)
    {
        fault = null;
        value = Evaluate(environment, ref fault);
        return fault is null;
    }

    /// <summary>As packaging writes it: single blanks, double quotes, the parentheses of the source that enclose more than one term.</summary>
    public sealed override string ToString() => this switch
    {
        Or or => string.Join(" or ", or.Terms.Select(term => term.IsGrouped && term is not Compare ? $"({term})" : term.ToString())),
        And and => string.Join(" and ", and.Terms.Select(term => term is Or || (term.IsGrouped && term is not Compare) ? $"({term})" : term.ToString())),
        Compare { Left: var left, Operator: var op, Right: var right } => $"{left} {op} {right}",
        _ => throw new UnreachableException(),
    };

    // Every comparison is evaluated, needed or not, as packaging does: a marker without meaning is one everywhere. The first fault counts.
    private bool Evaluate(MarkerEnvironment environment, ref MarkerException? fault)
    {
        bool value;
        switch (this)
        {
            case Or or:
                value = false;
                foreach (Marker term in or.Terms) value |= term.Evaluate(environment, ref fault);
                return value;
            case And and:
                value = true;
                foreach (Marker term in and.Terms) value &= term.Evaluate(environment, ref fault);
                return value;
            case Compare compare:
                return MarkerComparison.Holds(compare, environment, ref fault);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Alternatives, at least two.</summary>
    public sealed record Or(ImmutableArray<Marker> Terms) : Marker
    {
        public bool Equals(Or? other) => other is not null && IsGrouped == other.IsGrouped && Terms.AsSpan().SequenceEqual(other.Terms.AsSpan());

        public override int GetHashCode() => Terms.Aggregate(1, HashCode.Combine);
    }

    /// <summary>Terms that must all hold, at least two.</summary>
    public sealed record And(ImmutableArray<Marker> Terms) : Marker
    {
        public bool Equals(And? other) => other is not null && IsGrouped == other.IsGrouped && Terms.AsSpan().SequenceEqual(other.Terms.AsSpan());

        public override int GetHashCode() => Terms.Aggregate(2, HashCode.Combine);
    }

    /// <summary>One comparison.</summary>
    /// <param name="Left">A variable or a literal.</param>
    /// <param name="Operator">One of <c>&lt;=</c>, <c>&lt;</c>, <c>!=</c>, <c>==</c>, <c>&gt;=</c>, <c>&gt;</c>, <c>~=</c>, <c>===</c>, <c>in</c>, <c>not in</c>.</param>
    /// <param name="Right">A variable or a literal.</param>
    public sealed record Compare(MarkerOperand Left, string Operator, MarkerOperand Right) : Marker;
}
