using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Versions;

namespace LightTheTorch.IO.Inputs;

/// <summary>Where what a line asks for comes from.</summary>
public enum SubjectKind
{
    /// <summary>A name, to be found on an index.</summary>
    Index,

    /// <summary>A file behind an address.</summary>
    Remote,

    /// <summary>A checkout of a version control system.</summary>
    Vcs,

    /// <summary>A folder with a project.</summary>
    LocalProject,

    /// <summary>A wheel or an archive of this machine; it need not exist.</summary>
    LocalFile,
}

/// <summary>What pip makes of the requirement of one line.</summary>
public sealed record FileSubject
{
    public required SubjectKind Kind { get; init; }

    /// <summary>As written, or from the name of a wheel or the <c>egg</c> of a URL; null where only a build would tell.</summary>
    public string? Name { get; init; }

    public ImmutableArray<ExtraName> Extras { get; init; } = [];

    public SpecifierSet Specifier { get; init; } = SpecifierSet.Any;

    /// <summary>Null for <see cref="SubjectKind.Index"/>.</summary>
    public string? Url { get; init; }

    /// <summary>The absolute path, for the two local kinds.</summary>
    public string? Path { get; init; }

    public Marker? Marker { get; init; }
}
