using System.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Versions;
using LightTheTorch.Wheels;

namespace LightTheTorch.Index;

/// <summary>What a file on an index is, as its name says. A closed hierarchy.</summary>
public abstract record DistributionKind
{
    private DistributionKind()
    {
    }

    public string FileName => this switch
    {
        Wheel wheel => wheel.Name.Text,
        Sdist sdist => sdist.Name.Text,
        _ => throw new UnreachableException(),
    };

    public PackageName Project => this switch
    {
        Wheel wheel => wheel.Name.Name,
        Sdist sdist => sdist.Name.Name,
        _ => throw new UnreachableException(),
    };

    public PyVersion Version => this switch
    {
        Wheel wheel => wheel.Name.Version,
        Sdist sdist => sdist.Name.Version,
        _ => throw new UnreachableException(),
    };

    /// <summary>Reads the name of a file on the page of <paramref name="project"/>.</summary>
    /// <returns>Null when it is neither wheel nor source distribution, or is another project's.</returns>
    public static DistributionKind? Of(string fileName, PackageName project)
    {
        if (WheelFileName.TryParse(fileName, out WheelFileName? wheel)) return wheel.Name.Equals(project) ? new Wheel(wheel) : null;
        return SdistFileName.TryParse(fileName, project, out SdistFileName? sdist) ? new Sdist(sdist) : null;
    }

    public sealed record Wheel(WheelFileName Name) : DistributionKind;

    public sealed record Sdist(SdistFileName Name) : DistributionKind;
}
