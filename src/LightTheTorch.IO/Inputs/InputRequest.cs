using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;

namespace LightTheTorch.IO.Inputs;

/// <summary>Which files to read, and which parts of them. Paths start in the working directory.</summary>
public sealed record InputRequest
{
    /// <summary>Empty: <c>pyproject.toml</c> when it has a <c>[project]</c>, else <c>requirements.in</c>, else <c>requirements.txt</c>.</summary>
    public ImmutableArray<string> Inputs { get; init; } = [];

    public ImmutableArray<string> Constraints { get; init; } = [];

    /// <summary>Files whose requirements replace every other of the same name.</summary>
    public ImmutableArray<string> Overrides { get; init; } = [];

    public ImmutableArray<ExtraName> Extras { get; init; } = [];

    public bool AllExtras { get; init; }

    public ImmutableArray<GroupName> Groups { get; init; } = [];

    /// <summary>Where a file of settings names the extras.</summary>
    public SourceLocation? ExtrasPlace { get; init; }

    /// <summary>Where a file of settings names the groups.</summary>
    public SourceLocation? GroupsPlace { get; init; }
}
