using System.Collections.Immutable;

namespace LightTheTorch.Requirements;

/// <summary>The markers that tell the environments of one lock apart; for whoever asks for many of them.</summary>
/// <param name="all">The environments, in any order.</param>
public sealed class EnvironmentMarkers(ImmutableArray<MarkerEnvironment> all)
{
    private readonly ImmutableArray<MarkerTraits> _traits = [.. all.Select(MarkerTraits.Of)];
    private readonly TraitMarkers _markers = new(MarkerAlgebra.Canonical(all));

    /// <summary>The simplest marker that is true in the wanted environments and false in the others; about unlisted ones it says nothing.</summary>
    /// <param name="wanted">Positions in the list, at least one; environments that are alike must be wanted all or none.</param>
    /// <returns><see langword="null"/> if all are wanted. The same lists give the same marker, in whatever order they are.</returns>
    /// <exception cref="ArgumentException">None is wanted, or alike environments are to be told apart.</exception>
    public Marker? Distinguish(IReadOnlyCollection<int> wanted)
    {
        HashSet<MarkerTraits> inside = [.. wanted.Select(i => _traits[i])];
        HashSet<int> positions = [.. wanted];
        if (inside.Count == 0) throw new ArgumentException("no environment is wanted", nameof(wanted));
        for (int i = 0; i < _traits.Length; i++)
        {
            if (!positions.Contains(i) && inside.Contains(_traits[i])) throw new ArgumentException("no marker tells these environments apart", nameof(wanted));
        }

        return _markers.Distinguish(inside);
    }
}
