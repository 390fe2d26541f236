namespace LightTheTorch.Resolution.Solving;

/// <summary>The kinds of <see cref="SolverPackage"/>.</summary>
internal enum PackageKind
{
    /// <summary>The input files; has one version, whose dependencies are the requirements that stand in them.</summary>
    Root,

    /// <summary>The target's interpreter; has one version.</summary>
    Python,

    /// <summary>A project of an index.</summary>
    Project,

    /// <summary>A project with one extra: the same versions, each of which depends on the same version of the project.</summary>
    Extra,
}
