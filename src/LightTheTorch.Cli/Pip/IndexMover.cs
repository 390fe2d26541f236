using System.Collections.Immutable;
using LightTheTorch.IO.Serving;
using LightTheTorch.Names;
using LightTheTorch.Text;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Pip;

/// <summary>
/// Moves the indexes that a user names behind the served one, wherever they are named. PyTorch's own addresses are not moved but understood:
/// they say which backend is wanted, and are no place for any other name.
/// </summary>
/// <param name="served">The index that pip is given.</param>
/// <param name="catalogue">Knows PyTorch's hosts.</param>
/// <param name="trustedHosts">Hosts that pip was told to trust without https.</param>
/// <param name="workingDirectory">Where relative folders start.</param>
internal sealed class IndexMover(ServedIndex served, BackendCatalogue catalogue, ImmutableArray<string> trustedHosts, string workingDirectory)
{
    private readonly Dictionary<string, string> _moved = new(StringComparer.Ordinal);
    private readonly List<Backend> _backends = [];

    /// <summary>The backends that PyTorch's addresses named, in their order.</summary>
    public ImmutableArray<Backend> Backends => [.. _backends];

    /// <summary>The channel that such an address named.</summary>
    public string? Channel { get; private set; }

    /// <summary>The address for pip in place of an <c>--index-url</c> or <c>--extra-index-url</c>.</summary>
    /// <param name="written">An address, or a folder.</param>
    public string Index(string written)
    {
        if (_moved.TryGetValue("index " + written, out string? known)) return known;
        return _moved["index " + written] = AsAddress(written) is { } address ? MoveIndex(address).AbsoluteUri : written;
    }

    /// <summary>The place for pip in place of a <c>--find-links</c>: folders and files of this machine stay; null: nothing is left of it.</summary>
    public string? Links(string written)
    {
        if (!AddressText.TryParse(written, out Uri? address) || address.Scheme is not ("http" or "https")) return written;
        if (IsPyTorch(address))
        {
            Understand(address);
            return null;
        }

        if (!_moved.TryGetValue("links " + written, out string? place))
        {
            _moved["links " + written] = place = (IsSecure(address) ? served.AddLinks(address) : Refuse(address)).AbsoluteUri;
        }

        return place;
    }

    private Uri MoveIndex(Uri address)
    {
        if (IsPyTorch(address))
        {
            Understand(address);
            address = catalogue.Indexes["pypi"];
        }

        return IsSecure(address) ? served.AddIndex(address) : Refuse(address);
    }

    // pip would leave it out with a warning; behind this machine's own address it could no longer tell.
    private Uri Refuse(Uri address) =>
        served.AddRefused($"`{Secrets.Without(address.AbsoluteUri)}` is not asked: its host is neither reached by https nor named by `--trusted-host`");

    private Uri? AsAddress(string written)
    {
        string folder = Path.GetFullPath(written, workingDirectory);
        if (!written.Contains("://", StringComparison.Ordinal) && Directory.Exists(folder)) return AddressText.OfPath(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar);
        return AddressText.TryParse(written, out Uri? address) && address.Scheme is "http" or "https" or "file" ? address : null;
    }

    private bool IsPyTorch(Uri address) => address.IsDefaultPort && (address.Host == catalogue.Indexes["pytorch"].Host || catalogue.Hosts.Canonical(address).Host == catalogue.Indexes["pytorch"].Host);

    // https://download.pytorch.org/whl/nightly/cu126
    private void Understand(Uri address)
    {
        foreach (string part in address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (catalogue.FindChannel(part) is { } channel) Channel ??= channel.Name;
            else if (BackendName.TryParse(part, out BackendName? name) && catalogue.Find(name) is { } backend && !_backends.Contains(backend)) _backends.Add(backend);
        }
    }

    // What pip holds to be secure (_internal/network/session.py, SECURE_ORIGINS).
    private bool IsSecure(Uri address) =>
        address.Scheme != "http" || address.IsLoopback || trustedHosts.Any(host => host.Equals(address.Host, StringComparison.OrdinalIgnoreCase) || host.Equals(address.Authority, StringComparison.OrdinalIgnoreCase));
}
