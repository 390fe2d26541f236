using System.Text;
using LightTheTorch.IO.Http;

namespace LightTheTorch.Tests.Http;

public sealed class MirrorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/srv/tree", "https://pypi.org/simple/foo/", "file:///srv/tree/pypi.org/simple/foo/")]
    [InlineData("tree", "https://pypi.org/simple/foo/", "file:///home/me/tree/pypi.org/simple/foo/")]
    [InlineData("http://127.0.0.1:8080", "https://pypi.org/simple/foo/", "http://127.0.0.1:8080/pypi.org/simple/foo/")]
    [InlineData("https://mirror.example/py/", "https://download.pytorch.org/whl/torch-1.0%2Bcpu.whl", "https://mirror.example/py/download.pytorch.org/whl/torch-1.0%2Bcpu.whl")]
    [InlineData("/srv/tree", "http://127.0.0.1:9000/simple/foo/", "http://127.0.0.1:9000/simple/foo/")] // a port of its own: the user's own server
    [InlineData("/srv/tree", "file:///x/y", "file:///x/y")]
    [InlineData("/srv/tree", "https://pypi.org/../../etc/passwd", "file:///srv/tree/pypi.org/etc/passwd")]
    [InlineData("/srv/tree", "https://pypi.org/%2e%2e/%2e%2e/etc/passwd", "file:///srv/tree/pypi.org/etc/passwd")]
    public void Locate_PutsTheHostInFrontOfThePath(string mirror, string address, string expected)
    {
        Assert.True(Mirror.TryParse(mirror, "/home/me", out Mirror? parsed));
        Assert.Equal(expected, parsed.Locate(new Uri(address)).AbsoluteUri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ftp://host/tree")]
    [InlineData("http://")]
    public void TryParse_RefusesWhatIsNoTree(string text) => Assert.False(Mirror.TryParse(text, "/home/me", out _));

    [Fact]
    public async Task Folder_IsAskedForJsonThenForHtml_AndNothingIsSent()
    {
        string folder = Directory.CreateTempSubdirectory("ltt-").FullName;
        try
        {
            Write("pypi.org/simple/foo/index.json", "{}");
            Write("pypi.org/simple/foo/index.html", "html");
            Write("pypi.org/simple/bar/index.html", "html");
            Directory.CreateDirectory(Path.Combine(folder, "pypi.org/simple/bare"));
            Write("secret.html", "x");
            Assert.True(Mirror.TryParse(folder, "/", out Mirror? mirror));
            FakeServer server = new();
            using IndexClient client = server.Client(options => options with { Mirror = mirror, Offline = true });
            Assert.True((await Read("foo"))?.IsJson);
            Assert.Equal("text/html", (await Read("bar"))?.MediaType);
            Assert.Equal("https://pypi.org/simple/bar/index.html", (await Read("bar"))?.Address.AbsoluteUri);
            Assert.Null(await Read("bare")); // a listing of a folder is no page
            Assert.Null(await Read("missing"));
            Assert.Null(await client.ReadTextAsync(new Uri("https://pypi.org/simple/..%2F..%2Fsecret.html"), Cancel));
            Assert.Empty(server.Asked);

            Task<IndexPage?> Read(string name) => client.ReadPageAsync(new Uri($"https://pypi.org/simple/{name}/"), Cancel);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        void Write(string path, string text)
        {
            string full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full) ?? folder);
            File.WriteAllText(full, text);
        }
    }

    [Fact]
    public async Task Server_IsAskedForJsonThenForHtml_AndLinksStayThoseOfTheHost()
    {
        FakeServer server = new FakeServer().On("http://127.0.0.1:8080/t/download.pytorch.org/whl/cpu/torch/index.html", _ => FakeServer.Html("page"));
        Assert.True(Mirror.TryParse("http://127.0.0.1:8080/t", "/", out Mirror? mirror));
        using IndexClient client = server.Client(options => options with { Mirror = mirror });
        IndexPage? page = await client.ReadPageAsync(new Uri("https://download.pytorch.org/whl/cpu/torch/"), Cancel);
        Assert.Equal("page", Encoding.UTF8.GetString(page?.Content.ToArray() ?? []));
        Assert.Equal("https://download.pytorch.org/whl/cpu/torch/index.html", page?.Address.AbsoluteUri);
        Assert.Equal(
            ["GET http://127.0.0.1:8080/t/download.pytorch.org/whl/cpu/torch/index.json", "GET http://127.0.0.1:8080/t/download.pytorch.org/whl/cpu/torch/index.html"],
            server.Asked);
    }
}
