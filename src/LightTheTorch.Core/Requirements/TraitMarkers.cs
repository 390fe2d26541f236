namespace LightTheTorch.Requirements;

/// <summary>Markers that tell some of a list of machines and Pythons from the rest. What <see cref="MarkerSearch"/> builds up serves every question about the list.</summary>
/// <param name="all">None twice.</param>
internal sealed class TraitMarkers(IReadOnlyList<MarkerTraits> all)
{
    private readonly Dictionary<UInt128, Marker> _found = [];
    private MarkerSearch? _search;

    /// <param name="wanted">Some of them, at least one.</param>
    /// <returns><see langword="null"/> if all are wanted.</returns>
    public Marker? Distinguish(HashSet<MarkerTraits> wanted)
    {
        if (all.All(wanted.Contains)) return null;
        if (all.Count > MarkerSearch.Capacity) return Cover(wanted);
        UInt128 bits = UInt128.Zero;
        for (int i = 0; i < all.Count; i++)
        {
            if (wanted.Contains(all[i])) bits |= UInt128.One << i;
        }

        if (!_found.TryGetValue(bits, out Marker? marker)) _found.Add(bits, marker = (_search ??= new MarkerSearch(all)).Find(bits) ?? Cover(wanted));
        return marker;
    }

    private Marker Cover(HashSet<MarkerTraits> wanted) => MarkerCover.Find(all, wanted, static (some, inside) => new TraitMarkers(some).Distinguish(inside));
}
