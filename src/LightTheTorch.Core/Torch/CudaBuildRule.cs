using System.Collections.Immutable;
using LightTheTorch.Names;

namespace LightTheTorch.Torch;

/// <summary>The CUDA majors that a compiled wheel carries code for, where neither its name nor its METADATA says so.</summary>
/// <param name="Package">A package that compiles against CUDA.</param>
/// <param name="Versions">Its versions that the rule speaks of.</param>
/// <param name="Majors">Empty: the major of the torch on PyPI that its own <c>torch==</c> names, for it was built against that.</param>
/// <param name="RunsWithout">It also works without CUDA, so a build for the CPU or another vendor may have it.</param>
/// <param name="IsOptional">The compiled part is left out where it does not fit, and the rest still works.</param>
/// <param name="Where">Where builds for other CUDAs are; <c>{version}</c> and <c>{backend}</c> are replaced.</param>
public sealed record CudaBuildRule(PackageName Package, VendorRange Versions, ImmutableArray<int> Majors, bool RunsWithout, bool IsOptional, string? Where);
