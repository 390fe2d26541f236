using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using LightTheTorch.Names;
using LightTheTorch.Text;
using LightTheTorch.Versions;

namespace LightTheTorch.Requirements;

/// <summary>A dependency specifier (PEP 508): a name, extras, versions or a URL, a marker. Two are equal if they ask for the same.</summary>
public sealed class Requirement : IEquatable<Requirement>
{
    internal Requirement(string nameAsWritten, ImmutableArray<string> extrasAsWritten, SpecifierSet specifier, string? url, Marker? marker)
    {
        NameAsWritten = nameAsWritten;
        Name = PackageName.FromIdentifier(nameAsWritten);
        Extras = [.. extrasAsWritten.Select(ExtraName.FromIdentifier).Distinct().Order()];
        Specifier = specifier;
        Url = url;
        Marker = marker;
    }

    public PackageName Name { get; }

    public string NameAsWritten { get; }

    /// <summary>In normal form, sorted, none twice.</summary>
    public ImmutableArray<ExtraName> Extras { get; }

    /// <summary><see cref="SpecifierSet.Any"/> when no version is named.</summary>
    public SpecifierSet Specifier { get; }

    /// <summary>What stands behind <c>@</c>, unchecked; then there is no specifier.</summary>
    public string? Url { get; }

    public Marker? Marker { get; }

    /// <summary>The words of whoever wrote it, white space around them aside: what a lock shows of the user's own requirements.</summary>
    public string AsWritten
    {
        get => field ?? ToString();
        internal init;
    }

    /// <summary>Name, extras and versions, or the URL: what is asked for, whatever the marker says about when.</summary>
    public string WithoutMarker => Marker is null ? ToString() : new Requirement(NameAsWritten, [.. Extras.Select(extra => extra.Value)], Specifier, Url, marker: null).ToString();

    /// <summary>The same without its versions.</summary>
    internal Requirement WithAnyVersion() => new(NameAsWritten, [.. Extras.Select(extra => extra.Value)], SpecifierSet.Any, Url, Marker);

    /// <exception cref="ParseException">The text is no dependency specifier; says where.</exception>
    public static Requirement Parse(string text) =>
        TryParse(text, out Requirement? requirement, out ParseError? error) ? requirement : throw new ParseException(error);

    public static bool TryParse(string text, [NotNullWhen(true)] out Requirement? requirement) => TryParse(text, out requirement, out _);

    public static bool TryParse(string text, [NotNullWhen(true)] out Requirement? requirement, [NotNullWhen(false)] out ParseError? error) =>
        RequirementParser.TryParse(text, out requirement, out error);

    public bool Equals(Requirement? other) =>
        other is not null && Name.Equals(other.Name) && Extras.SequenceEqual(other.Extras) && Specifier.Equals(other.Specifier) && Url == other.Url
        && Equals(Marker, other.Marker);

    public override bool Equals(object? obj) => Equals(obj as Requirement);

    public override int GetHashCode() => HashCode.Combine(Name, Extras.Length, Specifier, Url, Marker);

    /// <summary>As packaging writes it, with the name as it was written: <c>name[a,b]&gt;=1; marker</c>, <c>name @ url ; marker</c>.</summary>
    public override string ToString()
    {
        StringBuilder text = new(NameAsWritten);
        if (!Extras.IsEmpty) text.Append('[').AppendJoin(',', Extras).Append(']');
        text.Append(Specifier);
        if (Url is not null) text.Append(" @ ").Append(Url);
        if (Marker is not null) text.Append(Url is null ? "; " : " ; ").Append(Marker);
        return text.ToString();
    }
}
