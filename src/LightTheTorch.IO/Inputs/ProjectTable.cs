using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Versions;

namespace LightTheTorch.IO.Inputs;

/// <summary>What locking needs of the <c>[project]</c> table (PEP 621).</summary>
public sealed record ProjectTable
{
    public required PackageName Name { get; init; }

    public required string NameAsWritten { get; init; }

    /// <summary>Null when the build backend makes it.</summary>
    public PyVersion? Version { get; init; }

    public PythonDemand? RequiresPython { get; init; }

    /// <summary>The fields that only the build backend knows.</summary>
    public ImmutableArray<string> Dynamic { get; init; } = [];

    /// <summary>Null when they are dynamic, also when they are stated as well (PEP 621: a field is one or the other).</summary>
    public ImmutableArray<InputRequirement>? Dependencies { get; init; }

    /// <summary>In the order of the file, named as written; two names may have the same normal form.</summary>
    public ImmutableArray<(string Name, ImmutableArray<InputRequirement> Requirements)> Extras { get; init; } = [];

    /// <summary>The normal forms of the extras, each once.</summary>
    public IEnumerable<ExtraName> ExtraNames => Extras.Select(e => ExtraName.TryParse(e.Name, out ExtraName? name) ? name : null).OfType<ExtraName>().Distinct();

    /// <summary>The requirements of an extra; null when there is none of that name. Names alike in normal form count as one extra (PEP 685).</summary>
    public ImmutableArray<InputRequirement>? FindExtra(ExtraName name)
    {
        ImmutableArray<InputRequirement>[] found = [.. Extras.Where(e => ExtraName.TryParse(e.Name, out ExtraName? own) && own.Equals(name)).Select(e => e.Requirements)];
        return found.Length == 0 ? null : [.. found.SelectMany(r => r)];
    }
}
