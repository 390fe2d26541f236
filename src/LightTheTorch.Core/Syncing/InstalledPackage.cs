using LightTheTorch.Names;
using LightTheTorch.Versions;

namespace LightTheTorch.Syncing;

/// <summary>A package as an environment holds it.</summary>
/// <param name="Name">From its METADATA.</param>
/// <param name="VersionText">From its METADATA, as it stands there: what is installed may be older than any rule about versions.</param>
/// <param name="InfoPath">The full path of its <c>.dist-info</c> folder, or of the older thing that stands in for one.</param>
public sealed record InstalledPackage(PackageName Name, string VersionText, string InfoPath)
{
    /// <summary>Null for a text that is no version (PEP 440).</summary>
    public PyVersion? Version => PyVersion.TryParse(VersionText, out PyVersion? version) ? version : null;

    /// <summary>Null where it came from an index by name.</summary>
    public DirectUrl? Origin { get; init; }

    /// <summary>A folder that somebody works on is what runs.</summary>
    public bool IsEditable { get; init; }

    /// <summary>The list of its files is there, and the name of its installer, which is written after them: without either the installation was broken off.</summary>
    public bool IsComplete { get; init; } = true;

    public override string ToString() => $"{Name} {VersionText}";
}
