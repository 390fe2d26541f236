using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Text;

namespace LightTheTorch.Torch;

/// <summary>
/// The closed map: for each backend, every name has exactly one place that may serve it. PyTorch's names come from the backend's index,
/// all others from PyPI or the index in its stead, and only a source that the user declared changes that. No place is a fallback for another.
/// </summary>
public sealed class IndexRouter
{
    private readonly BackendCatalogue _catalogue;
    private readonly Channel _channel;
    private readonly ImmutableArray<UserSource> _sources;
    private readonly Uri _pypi;
    private readonly Uri _pytorch;

    /// <param name="catalogue">Names, indexes and backends.</param>
    /// <param name="channel">Stable, test or nightly.</param>
    /// <param name="sources">The user's own, the first that serves a name counts.</param>
    /// <param name="pypi">What replaces PyPI (<c>--index-url</c>), or <see langword="null"/>.</param>
    /// <param name="pytorch">What replaces PyTorch's index, the part before <c>/cu126/</c> (<c>--pytorch-index-url</c>), or <see langword="null"/>.</param>
    public IndexRouter(BackendCatalogue catalogue, Channel channel, ImmutableArray<UserSource> sources, Uri? pypi = null, Uri? pytorch = null)
    {
        _catalogue = catalogue;
        _channel = channel;
        _sources = sources;
        _pypi = AddressText.AsFolder(pypi ?? catalogue.Indexes["pypi"]);
        _pytorch = AddressText.AsFolder(pytorch ?? catalogue.Indexes["pytorch"]);
    }

    /// <summary>PyPI, or what is in its place.</summary>
    public Uri Pypi => _pypi;

    /// <summary>The same map with more sources behind those that the user declared.</summary>
    public IndexRouter With(ImmutableArray<UserSource> more) => new(_catalogue, _channel, [.. _sources, .. more], _pypi, _pytorch);

    public IndexRoute Route(PackageName name, Backend backend)
    {
        foreach (UserSource source in _sources)
        {
            if (source.Serves(name, backend.Name)) return RouteTo(source, backend);
        }

        return IsFromPyTorch(name, backend) ? RouteToBackend(backend) : new IndexRoute.Simple("pypi", _pypi);
    }

    /// <summary>Whether the name is one of PyTorch's own for this backend, whatever the user declared.</summary>
    public bool IsFromPyTorch(PackageName name, Backend backend) => _catalogue.Packages.Contains(name) || backend.Has(name);

    private IndexRoute.Simple RouteToBackend(Backend backend)
    {
        // Other vendors' indexes have no channels of PyTorch's kind: they are what they are.
        bool isPytorch = backend.Index == "pytorch";
        Uri root = isPytorch ? AddressText.Join(_pytorch, _channel.Path) : _catalogue.Indexes[backend.Index];
        return new IndexRoute.Simple(backend.Index, AddressText.Join(root, backend.Directory)) { IsBranch = isPytorch && _channel.HasPrereleases };
    }

    private IndexRoute RouteTo(UserSource source, Backend backend)
    {
        if (source.IsFindLinks) return new IndexRoute.FindLinks(source.Label, source.Address, backend.Name);
        if (source.Address == "pypi") return new IndexRoute.Simple("pypi", _pypi);
        if (source.Address == "pytorch") return RouteToBackend(backend);
        Uri root = _catalogue.Indexes.TryGetValue(source.Address, out Uri? known) ? known : AddressText.Parse(source.Address.Replace("{backend}", backend.Name.Value, StringComparison.Ordinal));
        return new IndexRoute.Simple(source.Label, AddressText.AsFolder(root)) { IsUsers = true };
    }
}
