using System.Net;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.IO.Http;
using LightTheTorch.IO.Simple;
using LightTheTorch.Names;
using LightTheTorch.Tests.Http;
using LightTheTorch.Torch;

namespace LightTheTorch.Tests.Simple;

public sealed class SimpleIndexSourceTests
{
    private const string Page = "https://download.pytorch.org/whl/cpu/torch/";
    private const string Wheel = "https://download.pytorch.org/whl/cpu/torch-2.9.0%2Bcpu-cp312-cp312-win_amd64.whl";
    private const string Link = """<a href="/whl/cpu/torch-2.9.0%2Bcpu-cp312-cp312-win_amd64.whl" data-core-metadata="true">x</a>""";

    private static readonly PackageName s_torch = PackageName.Parse("torch");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindAsync_KeepsTheProjectsFilesAndMakesAddressesCanonical()
    {
        FakeServer server = new FakeServer().On(Page, _ => FakeServer.Html(
            """
            <a href="https://download-r2.pytorch.org/whl/cpu/torch-2.9.0%2Bcpu-cp312-cp312-win_amd64.whl#sha256=x">x</a>
            <a href="https://user:secret@other.example/torch-2.8.0.tar.gz">x</a>
            <a href="torchvision-1.0-py3-none-any.whl">another project's</a>
            <a href="torch-2.9.0.exe">no distribution</a>
            <a href="javascript:torch-1.0.zip">no address of a file</a>
            """));
        using IndexClient client = server.Client(options => options with { Aliases = new HostAliases([["download.pytorch.org", "download-r2.pytorch.org"]]) });
        using SimpleIndexSource source = new(client, new Uri("https://download.pytorch.org/whl/cpu"));
        ProjectListing? listing = await source.FindAsync(s_torch, Cancel);
        Assert.NotNull(listing);
        Assert.Equal([Wheel, "https://other.example/torch-2.8.0.tar.gz"], listing.Files.Select(file => file.Url.AbsoluteUri));
        Assert.Equal(["torchvision-1.0-py3-none-any.whl", "torch-2.9.0.exe", "torch-1.0.zip"], listing.Skipped);
        Assert.Equal("https://download.pytorch.org/whl/cpu", source.DisplayName);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Forbidden)] // PyTorch's bucket for a name it does not have
    public async Task FindAsync_AnswersNullForAProjectThatIsNotThere(HttpStatusCode status)
    {
        using IndexClient client = new FakeServer().On(Page, _ => FakeServer.Status(status)).Client();
        using SimpleIndexSource source = new(client, new Uri("https://download.pytorch.org/whl/cpu"));
        Assert.Null(await source.FindAsync(s_torch, Cancel));
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, null)]
    [InlineData(HttpStatusCode.Forbidden, "cannot read `https://download.pytorch.org/whl/cpu/torch/`: the server refuses access (403)")]
    public async Task FindAsync_OfADeclaredSourceTellsARefusalFromNothing(HttpStatusCode status, string? refusal)
    {
        FakeServer server = new FakeServer().On(Page, _ => FakeServer.Status(status));
        using IndexClient client = server.Client();
        using SimpleIndexSource source = new(client, new Uri("https://download.pytorch.org/whl/cpu"), isRefusable: true);
        string? message = null;
        try
        {
            Assert.Null(await source.FindAsync(s_torch, Cancel));
        }
        catch (LttException failure)
        {
            message = failure.Diagnostics[0].Message;
        }

        Assert.Equal(refusal, message);
        Assert.Single(server.Asked); // it does not get better by asking again
    }

    [Fact]
    public async Task AllTargetsShareOneAnswer()
    {
        FakeServer server = new FakeServer()
            .On(Page, _ => FakeServer.Html(Link))
            .On(Wheel + ".metadata", _ => FakeServer.Html("Name: torch\nVersion: 2.9.0+cpu\n"));
        using IndexClient client = server.Client();
        using SimpleIndexSource source = new(client, new Uri("https://download.pytorch.org/whl/cpu/"));
        ProjectListing?[] listings = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => source.FindAsync(s_torch, Cancel).AsTask()));
        DistributionFile file = Assert.Single(Assert.Single(listings.Distinct())?.Files ?? []);
        CoreMetadata[] metadata = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => source.ReadMetadataAsync(file, Cancel).AsTask()));
        Assert.Single(metadata.Distinct());
        Assert.Equal(["GET " + Page, "GET " + Wheel + ".metadata"], server.Asked);
    }

    [Theory]
    [InlineData("Name: torch\nVersion: 2.9.0\n", "it is that of version 2.9.0")]
    [InlineData("Name: evil\nVersion: 2.9.0+cpu\n", "it is that of `evil`")]
    [InlineData("Version: 2.9.0+cpu\n", "METADATA has no `Name`")]
    [InlineData("Name: torch\nVersion: 2.9.0+cpu\nRequires-Dist: a b\n", ": `a b`")]
    public async Task ReadMetadataAsync_RefusesWhatIsNotThatFiles(string text, string expected)
    {
        using IndexClient client = new FakeServer().On(Page, _ => FakeServer.Html(Link)).On(Wheel + ".metadata", _ => FakeServer.Html(text)).Client();
        using SimpleIndexSource source = new(client, new Uri("https://download.pytorch.org/whl/cpu/"));
        DistributionFile file = (await source.FindAsync(s_torch, Cancel))?.Files[0] ?? throw new InvalidOperationException();
        LttException error = await Assert.ThrowsAsync<LttException>(() => source.ReadMetadataAsync(file, Cancel).AsTask());
        Assert.Equal(DiagnosticCode.InvalidMetadata, error.Diagnostics[0].Code);
        Assert.StartsWith($"the METADATA of `{Wheel}` is invalid: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_GoToTheirHostAloneAndAreNeverShown()
    {
        FakeServer server = new FakeServer()
            .On("https://pkgs.example/simple/torch/", _ => FakeServer.Html("""<a href="/f/torch-1.0-py3-none-any.whl" data-core-metadata="true">x</a><a href="https://cdn.example/torch-2.0-py3-none-any.whl" data-core-metadata="true">x</a>"""))
            .On("https://pkgs.example/f/torch-1.0-py3-none-any.whl.metadata", _ => FakeServer.Html("Name: torch\nVersion: 1.0\n"))
            .On("https://cdn.example/torch-2.0-py3-none-any.whl.metadata", _ => FakeServer.Html("Name: torch\nVersion: 2.0\n"));
        using IndexClient client = server.Client();
        using SimpleIndexSource source = new(client, new Uri("https://me:s%20ecret@pkgs.example/simple/"));
        ProjectListing listing = await source.FindAsync(s_torch, Cancel) ?? throw new InvalidOperationException();
        foreach (DistributionFile file in listing.Files) await source.ReadMetadataAsync(file, Cancel);
        Assert.Equal(["Basic bWU6cyBlY3JldA==", "Basic bWU6cyBlY3JldA==", null], server.Headers.Select(headers => headers.Authorization?.ToString()));
        Assert.Equal("https://pkgs.example/simple", source.DisplayName);
        Assert.DoesNotContain("ecret", string.Join(' ', listing.Files.Select(file => file.Url.AbsoluteUri)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FlatPage_ServesTheFilesOfManyProjects()
    {
        FakeServer server = new FakeServer().On("https://data.example/torch-2.8.0+cu126.html", _ => FakeServer.Html(
            """<a href="torch_scatter-2.1.2-cp312-cp312-win_amd64.whl">s</a><a href="torch_cluster-1.6.3.tar.gz">c</a>"""));
        using IndexClient client = server.Client();
        using FlatPageSource source = new(client, new Uri("https://data.example/torch-2.8.0+cu126.html"));
        Assert.Equal("torch_cluster-1.6.3.tar.gz", Assert.Single((await source.FindAsync(PackageName.Parse("torch-cluster"), Cancel))?.Files ?? []).FileName);
        Assert.Null(await source.FindAsync(s_torch, Cancel));
        Assert.Single(server.Asked);
    }
}
