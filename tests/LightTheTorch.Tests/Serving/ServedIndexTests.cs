using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LightTheTorch.Diagnostics;
using LightTheTorch.Hardware;
using LightTheTorch.IO.Http;
using LightTheTorch.IO.Serving;
using LightTheTorch.IO.Simple;
using LightTheTorch.IO.Yaml;
using LightTheTorch.Names;
using LightTheTorch.Targets;
using LightTheTorch.Tests.Http;
using LightTheTorch.Torch;

namespace LightTheTorch.Tests.Serving;

/// <summary>The server over real sockets, the indexes behind it in memory.</summary>
public sealed class ServedIndexTests : IAsyncDisposable
{
    private const string Json = "application/vnd.pypi.simple.v1+json";
    private const string Pypi = "https://pypi.org/simple/";
    private const string Private = "https://user:it%27s@index.corp/simple/";

    private static readonly BackendCatalogue s_catalogue = BackendCatalogueReader.ReadEmbedded();

    private readonly FakeServer _hosts = new();
    private readonly HttpClient _pip = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly List<IAsyncDisposable> _open = [];

    public ServedIndexTests()
    {
        Torch("cpu", "torch", "<a href='/whl/cpu/torch-2.9.0%2Bcpu-py3-none-any.whl#sha256=" + new string('a', 64) + "' data-requires-python='&gt;=3.9' data-core-metadata='sha256=" + new string('b', 64) + "'>x</a>"
            + "<a href='https://download-r2.pytorch.org/whl/cpu/torch-2.10.0%2Bcpu-py3-none-any.whl'>x</a>");
        Torch("cu126", "torch", "<a href='/whl/cu126/torch-2.9.0%2Bcu126-py3-none-any.whl'>x</a>");
        Torch("cu126", "torchvision", "<a href='/whl/cu126/torchvision-0.24.0%2Bcu126-py3-none-any.whl'>x</a>");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_OfPyTorchsNamesIsTheBackends()
    {
        Uri root = Start("cpu").AddIndex(new Uri(Pypi));
        JsonElement[] files = await FilesAsync(root, "torch");
        Assert.Equal(["torch-2.9.0+cpu-py3-none-any.whl", "torch-2.10.0+cpu-py3-none-any.whl"], files.Select(file => file.GetProperty("filename").GetString()));
        // Links stay those of the public host, so that the installer's cache knows them from run to run.
        Assert.Equal("https://download.pytorch.org/whl/cpu/torch-2.9.0%2Bcpu-py3-none-any.whl", files[0].GetProperty("url").GetString());
        Assert.Equal(new string('a', 64), files[0].GetProperty("hashes").GetProperty("sha256").GetString());
        Assert.Equal(new string('b', 64), files[0].GetProperty("core-metadata").GetProperty("sha256").GetString());
        Assert.Equal(">=3.9", files[0].GetProperty("requires-python").GetString());
        Assert.Empty(files[1].GetProperty("hashes").EnumerateObject());
        Assert.DoesNotContain(_hosts.Asked, asked => asked.Contains("pypi.org", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_OfSeveralBackendsHasTheBestOneOfEachVersion()
    {
        // A machine that runs both: the GPU's builds come first, the processor's fill the gaps.
        Uri root = Start("cpu,cu126", Machine("580.65.06", "sm_86")).AddIndex(new Uri(Pypi));
        Assert.Equal(["torch-2.9.0+cu126-py3-none-any.whl", "torch-2.10.0+cpu-py3-none-any.whl"], (await FilesAsync(root, "torch")).Select(file => file.GetProperty("filename").GetString()));
    }

    [Fact]
    public async Task Page_IsAskedForOnceHoweverOften()
    {
        ServedIndex served = Start("cu126");
        Uri one = served.AddIndex(new Uri(Pypi)), two = served.AddIndex(new Uri("https://other.example/simple"));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => GetAsync(i % 2 == 0 ? one : two, i % 3 == 0 ? "torch/" : "torchvision/")));
        Assert.Equal(["GET https://download.pytorch.org/whl/cu126/torch/", "GET https://download.pytorch.org/whl/cu126/torchvision/"], _hosts.Asked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Page_OfAnyOtherNameIsWhereTheUserHasIt()
    {
        // The real index of PyTorch has copies of such names. They are not asked for.
        ServedIndex served = Start("cpu");
        using HttpResponseMessage answer = await GetAsync(served.AddIndex(new Uri("https://mirror.example/root/pypi/simple")), "Requests_Toolbelt/");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("https://mirror.example/root/pypi/simple/requests-toolbelt/", answer.Headers.Location?.AbsoluteUri);
        Assert.Empty(_hosts.Asked);
    }

    [Fact]
    public async Task Page_BehindCredentialsIsReadHereAndItsFilesPassThrough()
    {
        byte[] wheel = Encoding.ASCII.GetBytes(new string('w', 100_000));
        HttpRequestHeaders? asked = null;
        _hosts.On("https://index.corp/simple/secretlib/", _ => FakeServer.Html("<a href='../../files/secretlib-1.0-py3-none-any.whl' data-core-metadata='true'>x</a><a href='https://cdn.example/secretlib-2.0-py3-none-any.whl'>x</a>"));
        _hosts.On("https://index.corp/files/secretlib-1.0-py3-none-any.whl", request =>
        {
            asked = request.Headers;
            return FakeServer.Ranged(request, wheel);
        });
        _hosts.On("https://index.corp/files/secretlib-1.0-py3-none-any.whl.metadata", _ => FakeServer.Bytes("Name: secretlib\n"u8.ToArray()));
        Uri root = Start("cpu").AddIndex(new Uri(Private));
        Assert.DoesNotContain("user", root.AbsoluteUri, StringComparison.Ordinal);

        JsonElement[] files = await FilesAsync(root, "secretlib");
        Uri own = new(files[0].GetProperty("url").GetString()!);
        Assert.Equal(root.Authority, own.Authority);
        Assert.EndsWith("/secretlib-1.0-py3-none-any.whl", own.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal("https://cdn.example/secretlib-2.0-py3-none-any.whl", files[1].GetProperty("url").GetString()); // another host gets no credentials
        Assert.Equal(wheel, await _pip.GetByteArrayAsync(own, Cancel));
        Assert.Equal("user:it's", Encoding.UTF8.GetString(Convert.FromBase64String(asked?.Authorization?.Parameter ?? "")));
        Assert.Equal("Name: secretlib\n", await _pip.GetStringAsync(new Uri(own.AbsoluteUri + ".metadata"), Cancel));

        using HttpRequestMessage part = new(HttpMethod.Get, own) { Headers = { Range = new RangeHeaderValue(99_990, null) } };
        using HttpResponseMessage rest = await _pip.SendAsync(part, Cancel);
        Assert.Equal(HttpStatusCode.PartialContent, rest.StatusCode);
        Assert.Equal("bytes 99990-99999/100000", rest.Content.Headers.ContentRange?.ToString());
        Assert.Equal(10, (await rest.Content.ReadAsByteArrayAsync(Cancel)).Length);
        using HttpResponseMessage head = await _pip.SendAsync(new HttpRequestMessage(HttpMethod.Head, own), Cancel);
        Assert.Equal(100_000, head.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Page_OfLinksShowsNoneOfPyTorchsNames()
    {
        _hosts.On("https://links.example/all.html", _ => FakeServer.Html("<a href='torch-99.0-py3-none-any.whl'>x</a><a href='torch_scatter-2.1.2-py3-none-any.whl'>x</a><a href='torch-98.0.tar.gz'>x</a>"));
        string page = await _pip.GetStringAsync(Start("cpu").AddLinks(new Uri("https://links.example/all.html")), Cancel);
        Assert.Contains("https://links.example/torch_scatter-2.1.2-py3-none-any.whl", page, StringComparison.Ordinal);
        Assert.DoesNotContain("torch-9", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithHostileTextIsHarmless()
    {
        _hosts.On("https://index.corp/simple/evil/", _ => FakeServer.Json("""
            {"meta":{"api-version":"1.0"},"name":"evil","files":[
              {"filename":"evil-1.0-py3-none-any.whl","url":"https://index.corp/evil-1.0-py3-none-any.whl\"><script>","hashes":{},"yanked":"gone\u001b[31m\"><b>","requires-python":">=3\u0007"},
              {"filename":"../../evil-2.0-py3-none-any.whl","url":"https://x.example/evil-2.0-py3-none-any.whl","hashes":{}},
              {"filename":"evil-3.0-py3-none-any.whl","url":"file:///etc/evil-3.0-py3-none-any.whl","hashes":{}},
              {"filename":"evil\u001b-4.0-py3-none-any.whl","url":"https://x.example/4","hashes":{}}]}
            """));
        Uri root = Start("cpu").AddIndex(new Uri(Private));
        string html = await _pip.GetStringAsync(new Uri(root, "evil/"), Cancel);
        Assert.DoesNotContain("\u001b", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\u0007", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("evil-2.0", html, StringComparison.Ordinal);
        Assert.DoesNotContain("evil-3.0", html, StringComparison.Ordinal);
        Assert.DoesNotContain("-4.0", html, StringComparison.Ordinal);
        JsonElement file = Assert.Single(await FilesAsync(root, "evil"));
        Assert.Equal("gone [31m\"><b>", file.GetProperty("yanked").GetString());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/0/simple/torch/")]
    [InlineData("/00000000000000000000000000000000/0/simple/torch/")]
    [InlineData("/{secret}")]
    [InlineData("/{secret}/0")]
    [InlineData("/{secret}/1/simple/torch/")]
    [InlineData("/{secret}/-0/simple/torch/")]
    [InlineData("/{secret}/0/links/")]
    [InlineData("/{secret}/0/simple/torch/../../../../etc/passwd")]
    [InlineData("/{secret}/0/simple/%2e%2e%2f%2e%2e%2fetc%2fpasswd")]
    [InlineData("/{secret}/0/simple/..")]
    [InlineData("/{secret}/0/simple/a b")]
    [InlineData("/{secret}/files/x/torch-2.9.0.whl")]
    [InlineData("/{secret}/files/../torch-2.9.0.whl")]
    public async Task Answer_IsNothingWithoutTheSecretAndARightPath(string path)
    {
        Uri root = Start("cpu").AddIndex(new Uri(Pypi));
        string target = path.Replace("{secret}", root.Segments[1].Trim('/'), StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 404 ", await SendAsync(root, $"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        Assert.Empty(_hosts.Asked);
    }

    [Theory]
    [InlineData("POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "405")]
    [InlineData("GET {path} HTTP/2.0\r\n\r\n", "400")]
    [InlineData("GET {path}\r\n\r\n", "400")]
    [InlineData("GET http://127.0.0.1/ HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET {path} HTTP/1.1\r\nno header\r\n\r\n", "400")]
    [InlineData("GET {path} HTTP/1.1\r\n folded: x\r\n\r\n", "400")]
    [InlineData("GET {path} HTTP/1.0\r\n\r\n", "200")]
    [InlineData("GET {path} HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello", "200")]
    public async Task Answer_ToAnOddRequestEndsTheConnection(string request, string status)
    {
        Uri root = Start("cpu").AddIndex(new Uri(Pypi));
        Assert.StartsWith($"HTTP/1.1 {status} ", await SendAsync(root, request.Replace("{path}", root.AbsolutePath + "torch/", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_ToAnEndlessHeadIsARefusal()
    {
        Uri root = Start("cpu").AddIndex(new Uri(Pypi));
        Assert.StartsWith("HTTP/1.1 431 ", await SendAsync(root, "GET / HTTP/1.1\r\nX: " + new string('x', 32 * 1024)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_ToRequestsSentAtOnceComesInTurn()
    {
        Uri root = Start("cpu").AddIndex(new Uri(Pypi));
        string answers = await SendAsync(root, $"GET {root.AbsolutePath}six/ HTTP/1.1\r\n\r\nHEAD {root.AbsolutePath}torch/ HTTP/1.1\r\n\r\nGET /x HTTP/1.1\r\nConnection: close\r\n\r\n");
        Assert.Equal(["302", "200", "404"], answers.Split("HTTP/1.1 ").Skip(1).Select(answer => answer[..3]));
    }

    [Fact]
    public async Task Failures_SayWhatTheInstallerDoesNot()
    {
        foreach (string host in (string[])["download.pytorch.org", "download-r2.pytorch.org", "d21usjoq99fcb9.cloudfront.net"]) _hosts.On($"https://{host}/whl/cu128/torch/", _ => FakeServer.Status(HttpStatusCode.Unauthorized));
        ServedIndex served = Start("cu128");
        Uri root = served.AddIndex(new Uri(Pypi));
        for (int i = 0; i < 2; i++)
        {
            using HttpResponseMessage answer = await GetAsync(root, "torch/");
            Assert.Equal(424, (int)answer.StatusCode); // no installer tries this again
        }

        Assert.Contains("https://download.pytorch.org/whl/cu128/torch/", Assert.Single(served.Failures).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfANameThatNoBackendHasIsMissing()
    {
        using HttpResponseMessage answer = await GetAsync(Start("cpu").AddIndex(new Uri(Pypi)), "torchaudio/");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Page_OfARefusedIndexIsAFailure()
    {
        ServedIndex served = Start("cpu");
        Uri root = served.AddRefused("`http://plain.example/simple/` is not asked");
        using HttpResponseMessage answer = await GetAsync(root, "six/");
        Assert.Equal(424, (int)answer.StatusCode);
        Assert.Equal("`http://plain.example/simple/` is not asked", Assert.Single(served.Failures).Message);
    }

    [Fact]
    public async Task Start_ListensOnOneAddressOfThisMachineAlone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has a second address of its own, 127.0.0.2");
        Uri root = Start("cpu").AddIndex(new Uri(Pypi));
        Assert.Equal("127.0.0.1", root.Host);
        using TcpClient right = new(), other = new();
        await right.ConnectAsync(IPAddress.Loopback, root.Port, Cancel);
        SocketException refused = await Assert.ThrowsAsync<SocketException>(async () => await other.ConnectAsync(IPAddress.Parse("127.0.0.2"), root.Port, Cancel));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    [Fact]
    public async Task Dispose_EndsIdleConnections()
    {
        ServedIndex served = Start("cpu");
        Uri root = served.AddIndex(new Uri(Pypi));
        using TcpClient idle = new();
        await idle.ConnectAsync(IPAddress.Loopback, root.Port, Cancel);
        await idle.GetStream().WriteAsync("GET / HT"u8.ToArray(), Cancel);
        await served.DisposeAsync();
        await Assert.ThrowsAnyAsync<SocketException>(async () =>
        {
            using TcpClient late = new();
            await late.ConnectAsync(IPAddress.Loopback, root.Port, Cancel);
        });
    }

    [Fact]
    public void Start_OnATakenPortSaysSo()
    {
        Uri root = Start("cpu").AddIndex(new Uri(Pypi));
        LttException failure = Assert.Throws<LttException>(() => Start("cpu", port: root.Port));
        Assert.Contains($"port {root.Port} of 127.0.0.1", failure.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable one in _open) await one.DisposeAsync();
        _pip.Dispose();
    }

    private void Torch(string backend, string name, string links) => _hosts.On($"https://download.pytorch.org/whl/{backend}/{name}/", _ => FakeServer.Html(links));

    private static MachineReport Machine(string? driver = null, string gpu = "") => new()
    {
        Os = TargetOs.Linux,
        Arch = "x86_64",
        ProcessArch = "x86_64",
        Driver = driver is null ? null : new GpuDriver(GpuVendor.Nvidia, DriverVersion.Parse(driver)),
        Gpus = gpu.Length == 0 ? [] : [new Gpu(GpuVendor.Nvidia, "a card") { Architecture = GpuArchitecture.Parse(gpu) }],
    };

    private ServedIndex Start(string backends, MachineReport? machine = null, int port = 0)
    {
        IndexClient client = _hosts.Client(options => options with { Aliases = s_catalogue.Hosts });
        IndexRouter router = new(s_catalogue, ChannelChoice.Of(s_catalogue, null, pre: false), []);
        BuildOffer offer = new(s_catalogue, machine ?? Machine(), [.. backends.Split(',').Select(name => s_catalogue.Find(BackendName.Parse(name))!)]);
        Dictionary<Uri, SimpleIndexSource> sources = [];
        TorchPages torch = new(
            s_catalogue,
            router.Route,
            route =>
            {
                Uri root = ((IndexRoute.Simple)route).Root;
                lock (sources)
                {
                    if (!sources.TryGetValue(root, out SimpleIndexSource? source)) sources[root] = source = new SimpleIndexSource(client, root);
                    return source;
                }
            },
            _ => Task.FromResult(offer));
        ServedIndex served = ServedIndex.Start(client, torch, port);
        _open.Add(served);
        return served;
    }

    private Task<HttpResponseMessage> GetAsync(Uri root, string path) => _pip.GetAsync(new Uri(root, path), Cancel);

    private async Task<JsonElement[]> FilesAsync(Uri root, string name)
    {
        using HttpRequestMessage message = new(HttpMethod.Get, new Uri(root, name + "/"));
        message.Headers.TryAddWithoutValidation("Accept", $"{Json}, application/vnd.pypi.simple.v1+html; q=0.1, text/html; q=0.01");
        using HttpResponseMessage answer = await _pip.SendAsync(message, Cancel);
        Assert.Equal(Json, answer.EnsureSuccessStatusCode().Content.Headers.ContentType?.MediaType);
        JsonDocument page = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(Cancel));
        return [.. page.RootElement.GetProperty("files").EnumerateArray()];
    }

    private static async Task<string> SendAsync(Uri root, string request)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, root.Port, Cancel);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Cancel);
        using MemoryStream answer = new();
        byte[] part = new byte[4096];
        try
        {
            while (await stream.ReadAsync(part, Cancel) is var read and > 0) answer.Write(part, 0, read);
        }
        catch (IOException)
        {
            // The server closed without having read everything, after it had answered.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }
}
