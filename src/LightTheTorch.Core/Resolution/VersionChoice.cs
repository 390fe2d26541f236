using LightTheTorch.Names;
using LightTheTorch.Versions;

namespace LightTheTorch.Resolution;

/// <summary>
/// What one question may take of a package whose version several targets share: the versions from a place in an order on, or one alone. Versions
/// count by their public part, so that <c>2.7.1+cu118</c> and <c>2.7.1+cpu</c> are one.
/// </summary>
/// <param name="Name">The package.</param>
/// <param name="Order">From the best to the worst.</param>
public sealed record VersionChoice(PackageName Name, VersionOrder Order)
{
    /// <summary>
    /// The package has to be selected, and its version is decided before all others: it is then the best for which there is an answer.
    /// Otherwise the choice binds the package only where something else needs it.
    /// </summary>
    public bool IsNeeded { get; init; }

    /// <summary>Nothing better than this; null: no limit.</summary>
    public PyVersion? From { get; init; }

    /// <summary>Only what is worse than this; null: no limit.</summary>
    public PyVersion? After { get; init; }

    /// <summary>This version alone; null: no limit.</summary>
    public PyVersion? Only { get; init; }

    public bool Allows(PyVersion version)
    {
        PyVersion candidate = version.Public;
        return (Only is null || candidate.Equals(Only))
            && (From is null || Order.Compare(candidate, From) >= 0)
            && (After is null || Order.Compare(candidate, After) > 0);
    }
}
