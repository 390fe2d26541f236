using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Versions;

namespace LightTheTorch.Resolution.Solving;

/// <summary>What the solver chooses one version of. The virtual kinds carry the parts of PEP 508 that are not version ranges.</summary>
internal sealed class SolverPackage
{
    private SolverPackage(PackageKind kind, int index, PackageName? name, ExtraName? extra, ImmutableArray<PyVersion> versions)
    {
        Kind = kind;
        Index = index;
        Name = name;
        Extra = extra;
        Versions = versions;
        None = CandidateSet.None(versions.Length);
        All = CandidateSet.All(versions.Length);
    }

    public PackageKind Kind { get; }

    /// <summary>Position in the order of discovery; the root has 0. Part of the tie-breaking, so that an answer can be repeated.</summary>
    public int Index { get; }

    /// <summary>Null for the root and for Python.</summary>
    public PackageName? Name { get; }

    /// <summary>Only for <see cref="PackageKind.Extra"/>.</summary>
    public ExtraName? Extra { get; }

    /// <summary>Every version that the index lists, ascending, whether it can be used or not: a message must know them all.</summary>
    public ImmutableArray<PyVersion> Versions { get; }

    public CandidateSet None { get; }

    public CandidateSet All { get; }

    public static SolverPackage Root(int index) => new(PackageKind.Root, index, null, null, [PyVersion.Parse("0")]);

    public static SolverPackage Python(int index, PyVersion version) => new(PackageKind.Python, index, null, null, [version]);

    public static SolverPackage Project(int index, PackageName name, ImmutableArray<PyVersion> versions) =>
        new(PackageKind.Project, index, name, null, versions);

    public static SolverPackage WithExtra(int index, SolverPackage project, ExtraName extra) =>
        new(PackageKind.Extra, index, project.Name, extra, project.Versions);

    public override string ToString() => Kind switch
    {
        PackageKind.Root => "your requirements",
        PackageKind.Python => "Python",
        PackageKind.Extra => $"{Name}[{Extra}]",
        _ => $"{Name}",
    };
}
