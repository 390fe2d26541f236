using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Text;
using LightTheTorch.Versions;

namespace LightTheTorch.Index;

/// <summary>What a distribution says of itself in METADATA or PKG-INFO (core metadata 1.0 to 2.5), as far as installing it goes.</summary>
public sealed class CoreMetadata
{
    private static readonly PyVersion s_firstWithDynamic = PyVersion.Parse("2.2");

    internal CoreMetadata(PackageName name, PyVersion version)
    {
        Name = name;
        Version = version;
    }

    /// <summary>As written, <c>2.4</c>; empty when the header is missing.</summary>
    public string MetadataVersion { get; internal init; } = "";

    public PackageName Name { get; }

    public PyVersion Version { get; }

    /// <summary>In file order, those of extras among them, their markers unjudged.</summary>
    public ImmutableArray<Requirement> RequiresDist { get; internal init; } = [];

    /// <summary>In file order, none twice.</summary>
    public ImmutableArray<ExtraName> ProvidesExtra { get; internal init; } = [];

    /// <summary>Null when it names none, or in a way that nobody can read: pip takes it for any Python then.</summary>
    public SpecifierSet? RequiresPython { get; internal init; }

    /// <summary>The fields that a build may yet change (PEP 643), lower case.</summary>
    public ImmutableArray<string> Dynamic { get; internal init; } = [];

    /// <summary>The SPDX expression (PEP 639), else the older free text; null when there is neither.</summary>
    public string? License { get; internal init; }

    /// <summary>Whether <see cref="License"/> is an SPDX expression.</summary>
    public bool IsLicenseExpression { get; internal init; }

    /// <summary>The last parts of <c>Classifier: License :: …</c>, in file order: <c>MIT License</c>.</summary>
    public ImmutableArray<string> LicenseClassifiers { get; internal init; } = [];

    /// <summary>
    /// Whether a source distribution's requirements are those of every wheel built from it (PEP 643): metadata 2.2 or later,
    /// and none of the fields that matter is dynamic.
    /// </summary>
    public bool HasStaticDependencies =>
        PyVersion.TryParse(MetadataVersion, out PyVersion? version)
        && version >= s_firstWithDynamic
        && !Dynamic.Any(name => name is "requires-dist" or "provides-extra" or "requires-python");

    /// <summary>The same with one requirement more, behind the others.</summary>
    public CoreMetadata Requiring(Requirement requirement) => new(Name, Version)
    {
        MetadataVersion = MetadataVersion,
        RequiresDist = RequiresDist.Add(requirement),
        ProvidesExtra = ProvidesExtra,
        RequiresPython = RequiresPython,
        Dynamic = Dynamic,
        License = License,
        IsLicenseExpression = IsLicenseExpression,
        LicenseClassifiers = LicenseClassifiers,
    };

    /// <exception cref="ParseException">See <see cref="TryParse"/>.</exception>
    public static CoreMetadata Parse(string text) => TryParse(text, out CoreMetadata? metadata, out ParseError? error) ? metadata : throw new ParseException(error);

    /// <summary>Reads the headers; the description is not looked at.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="metadata">What it says.</param>
    /// <param name="error">Name or version are missing or invalid, or a requirement is beyond the repair that pip's and uv's users are used to.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out CoreMetadata? metadata, [NotNullWhen(false)] out ParseError? error) =>
        CoreMetadataParser.TryParse(text, out metadata, out error);
}
