using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.IO.Http;
using LightTheTorch.IO.Simple;
using LightTheTorch.Names;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Serving;

/// <summary>
/// Package indexes for an installer on this machine, on 127.0.0.1 under a path that cannot be guessed. PyTorch's names are answered from
/// <see cref="TorchPages"/> on every one of them; every other name is the user's own index's affair, and never PyTorch's.
/// </summary>
public sealed class ServedIndex : IAsyncDisposable
{
    // Installers try 500, 502, 503 and 504 again for many seconds; what has failed here has been tried again already.
    private const int FailedStatus = 424;

    private readonly IndexClient _client;
    private readonly TorchPages _torch;
    private readonly PassedFiles _files;
    private readonly LoopbackListener _listener;
    private readonly string _secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly ConcurrentDictionary<int, Upstream> _upstreams = new();
    private readonly ConcurrentDictionary<string, Diagnostic> _failures = new(StringComparer.Ordinal);
    private int _count;

    private ServedIndex(IndexClient client, TorchPages torch, int port)
    {
        _client = client;
        _torch = torch;
        _files = new PassedFiles(client);
        _listener = LoopbackListener.Start(port, AnswerAsync);
    }

    /// <summary>What could not be had from an index, each once; the installer itself only says that it found nothing.</summary>
    public ImmutableArray<Diagnostic> Failures => [.. _failures.Values];

    /// <param name="client">Reads pages, and files that are behind credentials.</param>
    /// <param name="torch">The pages of PyTorch's names.</param>
    /// <param name="port">0 takes a free one.</param>
    /// <exception cref="LttException">The port is taken.</exception>
    public static ServedIndex Start(IndexClient client, TorchPages torch, int port = 0)
    {
        try
        {
            return new ServedIndex(client, torch, port);
        }
        catch (SocketException failure)
        {
            string where = port == 0 ? "any port" : string.Create(CultureInfo.InvariantCulture, $"port {port}");
            throw new LttException(
                new Diagnostic(DiagnosticCode.InvalidUsage, Severity.Error, $"cannot listen on {where} of 127.0.0.1: {failure.Message.TrimEnd('.')}") { Hints = port == 0 ? [] : ["without `--port` a free one is taken"] },
                failure);
        }
    }

    /// <summary>Puts an index behind this one.</summary>
    /// <param name="root">The part before the project's name; credentials in it stay here.</param>
    /// <returns>The address to give to the installer in its stead.</returns>
    public Uri AddIndex(Uri root)
    {
        root = AddressText.AsFolder(root);
        bool isOpen = root.Scheme is "http" or "https" && CredentialsFor(root) is null && _client.Options.Mirror is null;
        if (!isOpen) _client.Remember(root);
        return Add(isOpen ? new Upstream.Led(root) : new Upstream.Read(root), "simple");
    }

    /// <summary>Puts an index in front of which the installer would have stopped: it is not asked, and <see cref="Failures"/> says why.</summary>
    public Uri AddRefused(string why) => Add(new Upstream.Refused(why), "simple");

    /// <summary>Puts a page of links behind this index; PyTorch's names on it are not shown.</summary>
    public Uri AddLinks(Uri page)
    {
        _client.Remember(page);
        return Add(new Upstream.Links(page), "links");
    }

    public async ValueTask DisposeAsync() => await _listener.DisposeAsync();

    private Uri Add(Upstream upstream, string kind)
    {
        int number = Interlocked.Increment(ref _count) - 1;
        _upstreams[number] = upstream;
        return AddressText.Parse(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_listener.Port}/{_secret}/{number}/{kind}/"));
    }

    private async Task<HttpAnswer> AnswerAsync(HttpQuestion question, CancellationToken cancellationToken)
    {
        string[] path = question.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path.Length == 0 || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(path[0]), Encoding.UTF8.GetBytes(_secret))) return HttpAnswer.NotFound;
        try
        {
            return path[1..] switch
            {
                ["files", var id, var name] => await _files.AnswerAsync(id, name, question, cancellationToken),
                [var number, "simple", var name] => await ProjectAsync(Find(number), name, question, cancellationToken),
                [var number, "simple"] when Find(number) is Upstream.Led led => HttpAnswer.Redirect(led.Root),
                [var number, "links"] when Find(number) is Upstream.Links links => await LinksAsync(links, question, cancellationToken),
                _ => HttpAnswer.NotFound,
            };
        }
        catch (LttException failure)
        {
            foreach (Diagnostic diagnostic in failure.Diagnostics) _failures.TryAdd(diagnostic.Message, diagnostic);
            return HttpAnswer.Text(FailedStatus, "Failed Dependency", failure.Message + "\n");
        }
    }

    private Upstream? Find(string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && _upstreams.TryGetValue(index, out Upstream? upstream) ? upstream : null;

    private async Task<HttpAnswer> ProjectAsync(Upstream? upstream, string written, HttpQuestion question, CancellationToken cancellationToken)
    {
        if (upstream is null or Upstream.Links || !PackageName.TryParse(Uri.UnescapeDataString(written), out PackageName? name)) return HttpAnswer.NotFound;
        if (await _torch.FindAsync(name, cancellationToken) is { } files)
        {
            return files.IsEmpty ? HttpAnswer.NotFound : PageWriter.Write(name.Value, [.. files.Select(LinkOf)], question.Header("Accept"));
        }

        switch (upstream)
        {
            case Upstream.Led led:
                return HttpAnswer.Redirect(AddressText.Join(led.Root, name.Value + "/"));
            case Upstream.Read read:
                Uri address = AddressText.Join(read.Root, name.Value + "/");
                return await _client.ReadPageAsync(address, cancellationToken) is { } page
                    ? PageWriter.Write(name.Value, [.. LinksOf(page, read.Root)], question.Header("Accept"))
                    : HttpAnswer.NotFound;
            case Upstream.Refused refused:
                throw new LttException(new Diagnostic(DiagnosticCode.IndexUnreachable, Severity.Error, refused.Why));
            default:
                return HttpAnswer.NotFound;
        }
    }

    private async Task<HttpAnswer> LinksAsync(Upstream.Links links, HttpQuestion question, CancellationToken cancellationToken)
    {
        if (await _client.ReadFlatPageAsync(links.Page, PageForm.AsServed, isRefusable: false, cancellationToken) is not { } page) return HttpAnswer.NotFound;
        List<PageLink> kept = [];
        foreach (PageLink link in LinksOf(page, links.Page))
        {
            // The project is what stands before the version: torch-2.9.0-cp312-….whl, torch-2.9.0.tar.gz.
            bool isNamed = PackageName.TryParse(link.FileName.Split('-')[0], out PackageName? name);
            if (isNamed && name is not null && await _torch.FindAsync(name, cancellationToken) is null) kept.Add(link);
        }

        return PageWriter.Write("links", [.. kept], accept: null);
    }

    private IEnumerable<PageLink> LinksOf(IndexPage page, Uri root)
    {
        Uri address = AddressText.WithoutCredentials(page.Address);
        bool isGuarded = CredentialsFor(root) is not null;
        ImmutableArray<PageLink> links = page.IsJson ? JsonPage.Parse(page.Content.Span, address) : HtmlPage.Parse(page.Content.Span, address);
        foreach (PageLink link in links)
        {
            // A page from elsewhere must not lead an installer to files of this machine.
            bool isFetched = link.Url.Scheme is "http" or "https";
            if (!FileNames.IsSafe(link.FileName) || !(isFetched || (link.Url.IsFile && root.IsFile))) continue;
            Uri url = Located(AddressText.WithoutCredentials(AddressText.WithoutFragment(link.Url)));
            if (isFetched && isGuarded && url.GetLeftPart(UriPartial.Authority) == AddressText.WithoutCredentials(root).GetLeftPart(UriPartial.Authority))
            {
                string path = _files.Add(url, link.FileName);
                url = AddressText.Parse(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_listener.Port}/{_secret}/files/{path}"));
            }

            yield return link with { Url = url };
        }
    }

    private AuthenticationHeaderValue? CredentialsFor(Uri root) => Addresses.Credentials(root) ?? _client.Options.Credentials.For(root);

    private PageLink LinkOf(DistributionFile file) => new(file.FileName, Located(file.Url))
    {
        Sha256 = file.Sha256,
        HasMetadata = file.HasMetadata,
        MetadataSha256 = file.MetadataSha256,
        RequiresPython = file.RequiresPythonText,
        Yanked = file.Yanked,
        Size = file.Size,
        UploadTime = file.UploadTime,
    };

    private Uri Located(Uri url) => _client.Options.Mirror?.Locate(url) ?? url;
}
