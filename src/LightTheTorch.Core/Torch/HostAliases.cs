using System.Collections.Immutable;
using LightTheTorch.Text;

namespace LightTheTorch.Torch;

/// <summary>Hosts that serve the same files under the same paths. Locks name the first of them, whichever the page linked to.</summary>
/// <param name="Groups">The canonical host of each group, then its siblings; lower case.</param>
public sealed record HostAliases(ImmutableArray<ImmutableArray<string>> Groups)
{
    public static HostAliases None { get; } = new(ImmutableArray<ImmutableArray<string>>.Empty);

    /// <summary>The same address on the canonical host, over https; an address on any other host comes back as it was.</summary>
    public Uri Canonical(Uri address) =>
        GroupOf(address) is { } group && group[0] != address.Host ? OnHost(address, group[0]) : address;

    /// <summary>Where else the same bytes lie, for another try when one host fails; the hash is what says that they are the same.</summary>
    public IEnumerable<Uri> Siblings(Uri address) =>
        GroupOf(address) is { } group ? group.Where(host => host != address.Host).Select(host => OnHost(address, host)) : [];

    private static Uri OnHost(Uri address, string host) => AddressText.Parse($"https://{host}{address.PathAndQuery}{address.Fragment}");

    // A port of its own means a mirror or a test's server, which shares nothing with the public host but the name.
    private ImmutableArray<string>? GroupOf(Uri address)
    {
        if (!address.IsAbsoluteUri || !address.IsDefaultPort) return null;
        foreach (ImmutableArray<string> group in Groups)
        {
            if (group.Contains(address.Host)) return group;
        }

        return null;
    }
}
