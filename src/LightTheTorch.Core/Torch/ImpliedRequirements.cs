using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Versions;

namespace LightTheTorch.Torch;

/// <summary>What a version says of the torch that it was built with, where its METADATA keeps silent.</summary>
public sealed class ImpliedRequirements
{
    private static readonly PackageName s_torch = PackageName.Parse("torch");

    private readonly BackendCatalogue _catalogue;

    public ImpliedRequirements(BackendCatalogue catalogue) => _catalogue = catalogue;

    /// <summary>
    /// The requirement on torch that follows from a version: a build tagged <c>+pt28cu126</c> needs torch 2.8, a nightly companion
    /// the torch of its own day, and a companion that says nothing what the catalogue knows of it. <see langword="null"/> when nothing follows, or METADATA pins torch itself.
    /// </summary>
    /// <param name="name">The package.</param>
    /// <param name="version">Its version.</param>
    /// <param name="declared">What its METADATA requires.</param>
    /// <param name="torches">The torch versions that can be had; a day is looked up among them.</param>
    public Requirement? OnTorch(PackageName name, PyVersion version, ImmutableArray<Requirement> declared, ImmutableArray<PyVersion> torches)
    {
        if (name.Equals(s_torch) || Implied(name, version, torches) is not { } implied) return null;
        return declared.Any(static requirement => requirement.Name.Equals(s_torch) && requirement.Specifier.Clauses.Any(static clause => clause.Operator == "==")) ? null : implied;
    }

    private Requirement? Implied(PackageName name, PyVersion version, ImmutableArray<PyVersion> torches)
    {
        if (BuildIdentityReader.TorchInLocal(version) is { } built) return Requirement.Parse($"torch=={built.Major}.{built.Minor}.*");
        if (!_catalogue.Packages.Contains(name) || NightlyBuilds.DayOf(version) is not { } day) return OfCompanion(name, version);
        PyVersion? twin = torches.Where(torch => NightlyBuilds.DayOf(torch) == day).Max();

        // No torch of that day: the companion cannot be right with any, so the requirement is one that nothing meets.
        return twin is null ? Requirement.Parse($"torch==0.dev{day:yyyyMMdd}") : Requirement.Parse($"torch=={twin.Public}");
    }

    private Requirement? OfCompanion(PackageName name, PyVersion version) =>
        _catalogue.Companions.FirstOrDefault(rule => rule.Package.Equals(name) && rule.Versions.Contains(version)) is { } companion && !companion.Torch.Equals(VendorRange.Any)
            ? Requirement.Parse($"torch{companion.Torch}")
            : null;
}
