using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Versions;

namespace LightTheTorch.Torch;

/// <summary>One package of an answer, as far as <see cref="CoherencePass"/> looks at it.</summary>
/// <param name="Name">The package.</param>
/// <param name="Version">With its local part.</param>
/// <param name="FileName">The file that was chosen.</param>
/// <param name="Url">Where it lies.</param>
/// <param name="Requires">The requirements of its METADATA that hold on the target; those of extras that nobody asked for are left out.</param>
/// <param name="RequiredBy">The packages that asked for it; empty when the user alone did.</param>
public sealed record CoherenceSubject(
    PackageName Name,
    PyVersion Version,
    string FileName,
    Uri Url,
    ImmutableArray<Requirement> Requires,
    ImmutableArray<PackageName> RequiredBy)
{
    /// <summary>A wheel that runs anywhere holds no compiled code, so it cannot be of the wrong CUDA.</summary>
    internal bool IsPure => FileName.EndsWith("-none-any.whl", StringComparison.Ordinal);

    public override string ToString() => $"{Name} {Version}";
}
