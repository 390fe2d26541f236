using System.Collections.Immutable;
using LightTheTorch.Names;

namespace LightTheTorch.Requirements;

/// <summary>The values of the variables that markers ask for (PEP 508, "Environment Markers"; PEP 751 for the two sets).</summary>
public sealed record MarkerEnvironment
{
    // Markers ask for it often.
    private readonly string? _foldedExtra = "";

    public required string ImplementationName { get; init; }

    public required string ImplementationVersion { get; init; }

    public required string OsName { get; init; }

    public required string PlatformMachine { get; init; }

    public required string PlatformPythonImplementation { get; init; }

    public required string PlatformRelease { get; init; }

    public required string PlatformSystem { get; init; }

    public required string PlatformVersion { get; init; }

    public required string PythonFullVersion { get; init; }

    public required string PythonVersion { get; init; }

    public required string SysPlatform { get; init; }

    /// <summary>The extra whose dependencies are asked for, empty for none; <see langword="null"/> where the variable does not exist.</summary>
    public string? Extra
    {
        get;
        init
        {
            field = value;
            _foldedExtra = value is null ? null : NormalizedName.Fold(value);
        }
    } = "";

    /// <summary>The extras of a lock's installation (PEP 751); <see langword="null"/> outside of a lock, where the variable does not exist.</summary>
    public ImmutableSortedSet<string>? Extras { get; init; }

    /// <summary>The groups of a lock's installation (PEP 751); <see langword="null"/> outside of a lock, where the variable does not exist.</summary>
    public ImmutableSortedSet<string>? DependencyGroups { get; init; }

    /// <summary>The same machine, asked about the dependencies of an extra.</summary>
    public MarkerEnvironment With(ExtraName extra) => this with { Extra = extra.Value };

    public bool Equals(MarkerEnvironment? other) =>
        other is not null && Strings().SequenceEqual(other.Strings()) && SameSet(Extras, other.Extras) && SameSet(DependencyGroups, other.DependencyGroups);

    public override int GetHashCode() => HashCode.Combine(PythonFullVersion, PythonVersion, SysPlatform, PlatformMachine, PlatformRelease, Extra);

    /// <summary>The value of a variable that is a string, or <see langword="null"/> where there is none.</summary>
    internal string? Text(string variable) => variable switch
    {
        "implementation_name" => ImplementationName,
        "implementation_version" => ImplementationVersion,
        "os_name" => OsName,
        "platform_machine" => PlatformMachine,
        "platform_python_implementation" => PlatformPythonImplementation,
        "platform_release" => PlatformRelease,
        "platform_system" => PlatformSystem,
        "platform_version" => PlatformVersion,
        "python_full_version" => PythonFullVersion.EndsWith('+') ? PythonFullVersion + "local" : PythonFullVersion, // a build of CPython between releases
        "python_version" => PythonVersion,
        "sys_platform" => SysPlatform,
        "extra" => _foldedExtra,
        _ => null,
    };

    /// <summary>The value of a variable that is a set, or <see langword="null"/> where there is none.</summary>
    internal ImmutableSortedSet<string>? Set(string variable) => variable switch
    {
        "extras" => Extras,
        "dependency_groups" => DependencyGroups,
        _ => null,
    };

    private static bool SameSet(ImmutableSortedSet<string>? left, ImmutableSortedSet<string>? right) =>
        left is null ? right is null : right is not null && left.SetEquals(right);

    private string?[] Strings() =>
    [
        ImplementationName, ImplementationVersion, OsName, PlatformMachine, PlatformPythonImplementation, PlatformRelease, PlatformSystem,
        PlatformVersion, PythonFullVersion, PythonVersion, SysPlatform, Extra,
    ];
}
