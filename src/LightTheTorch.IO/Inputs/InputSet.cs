using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Targets;
using LightTheTorch.Versions;

namespace LightTheTorch.IO.Inputs;

/// <summary>All that the inputs of one run ask for, in the order of the files.</summary>
public sealed record InputSet
{
    /// <summary>The absolute folder of the first input: where locks go unless told otherwise.</summary>
    public required string Folder { get; init; }

    public ImmutableArray<InputRequirement> Requirements { get; init; } = [];

    public ImmutableArray<InputRequirement> Constraints { get; init; } = [];

    public ImmutableArray<InputRequirement> Overrides { get; init; } = [];

    /// <summary>Notes and warnings: what was left out or dropped, and why.</summary>
    public ImmutableArray<Diagnostic> Notes { get; init; } = [];

    /// <summary>Projects whose dependencies are locked but not they themselves.</summary>
    public ImmutableArray<LeftOutProject> LeftOut { get; init; } = [];

    /// <summary>What the projects demand of Python.</summary>
    public ImmutableArray<PythonDemand> RequiresPython { get; init; } = [];

    /// <summary>The Python that an <c>environment.yml</c> names, when no other was asked for.</summary>
    public PythonVersion? Python { get; init; }

    /// <summary>A requirements file says <c>--pre</c>.</summary>
    public bool Prereleases { get; init; }

    /// <summary>A requirements file says <c>--all-releases</c> for these.</summary>
    public ImmutableArray<PackageName> PrereleasesOf { get; init; } = [];

    /// <summary>The files that were named, as they were named.</summary>
    public ImmutableArray<string> Inputs { get; init; } = [];
}

/// <summary>A local project of the inputs: <c>pip install -r</c> of a lock with hashes would refuse it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its folder, absolute.</param>
/// <param name="Origin">What asked for it: a line, or its own <c>pyproject.toml</c>.</param>
public sealed record LeftOutProject(PackageName Name, string Path, SourceLocation Origin);

/// <summary>A <c>requires-python</c> and where it stands.</summary>
public sealed record PythonDemand(SpecifierSet Versions, SourceLocation Origin);
