using System.Collections.Immutable;
using LightTheTorch.IO.Yaml;
using LightTheTorch.Names;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Torch;

public sealed class IndexRouterTests
{
    private static readonly BackendCatalogue s_catalogue = BackendCatalogueReader.ReadEmbedded();

    [Theory]
    [InlineData("torch", "cu126", "pytorch https://download.pytorch.org/whl/cu126/")]
    [InlineData("pytorch-triton-rocm", "rocm7.2", "pytorch https://download.pytorch.org/whl/rocm7.2/")]
    [InlineData("requests", "cu126", "pypi https://pypi.org/simple/")] // the PyTorch index has a copy of 2022
    [InlineData("nvidia-cublas-cu12", "cu126", "pypi https://pypi.org/simple/")]
    [InlineData("torch", "cu134", "nvidia-windows-arm https://pypi.nvidia.com/nvtorch_oot/")]
    [InlineData("rocm-sdk-core", "rocm7.14", "amd https://repo.amd.com/rocm/whl-multi-arch/")]
    [InlineData("amd-torch-device-gfx1151", "rocm7.14", "amd https://repo.amd.com/rocm/whl-multi-arch/")] // a package for each GPU: TheRock#3332
    [InlineData("rocm-sdk-device-gfx942", "rocm7.14", "amd https://repo.amd.com/rocm/whl-multi-arch/")]
    [InlineData("amd-torch-device", "rocm7.14", "pypi https://pypi.org/simple/")]
    [InlineData("rocm-sdk-device-gfx942", "cu126", "pypi https://pypi.org/simple/")]
    [InlineData("rocm-sdk-core", "rocm7.2", "pypi https://pypi.org/simple/")]
    public void Route_IsClosed(string package, string backend, string expected) => Assert.Equal(expected, Route(Router(), package, backend));

    [Theory]
    [InlineData("test", "torch", "cpu", "pytorch https://download.pytorch.org/whl/test/cpu/")]
    [InlineData("nightly", "torch", "cu130", "pytorch https://download.pytorch.org/whl/nightly/cu130/")]
    [InlineData("nightly", "numpy", "cu130", "pypi https://pypi.org/simple/")]
    [InlineData("nightly", "torch", "cu134", "nvidia-windows-arm https://pypi.nvidia.com/nvtorch_oot/")]
    public void Route_FollowsTheChannel(string channel, string package, string backend, string expected) =>
        Assert.Equal(expected, Route(Router(channel), package, backend));

    [Fact]
    public void Route_TakesReplacedIndexes()
    {
        // uv#19569: a backend and a mirror go together.
        IndexRouter router = new(s_catalogue, s_catalogue.FindChannel("stable")!, [], new Uri("https://art.corp/pypi/simple"), new Uri("https://art.corp/pytorch/whl"));
        Assert.Equal("pytorch https://art.corp/pytorch/whl/cu126/", Route(router, "torch", "cu126"));
        Assert.Equal("pypi https://art.corp/pypi/simple/", Route(router, "numpy", "cu126"));
    }

    [Theory]
    [InlineData("torch-scatter", "cu126", "pyg https://data.pyg.org/whl/torch-2.8.0+cu126.html")]
    [InlineData("torch-scatter", "cpu", "pyg https://data.pyg.org/whl/torch-2.8.0+cpu.html")]
    [InlineData("flash-attn", "cu126", "corp https://corp.example/cu126/simple/")]
    [InlineData("flash-attn", "cpu", "pypi https://pypi.org/simple/")] // the source is for cu126 alone
    [InlineData("xformers", "cu126", "pytorch https://download.pytorch.org/whl/cu126/")]
    [InlineData("triton", "cu126", "pypi https://pypi.org/simple/")]
    public void Route_TakesDeclaredSources(string package, string backend, string expected)
    {
        ImmutableArray<UserSource> sources =
        [
            new("pyg", [PackageName.Parse("torch-scatter")], "https://data.pyg.org/whl/torch-{torch}+{backend}.html", IsFindLinks: true, []),
            new("corp", [PackageName.Parse("flash-attn")], "https://corp.example/{backend}/simple", IsFindLinks: false, [BackendName.Parse("cu126")]),
            new("mine", [PackageName.Parse("xformers")], "pytorch", IsFindLinks: false, []),
            new("mine", [PackageName.Parse("triton")], "pypi", IsFindLinks: false, []),
        ];
        IndexRouter router = new(s_catalogue, s_catalogue.FindChannel("stable")!, sources);
        Assert.Equal(expected, Route(router, package, backend));
    }

    [Fact]
    public void PagesFor_NamesEachPageOnce()
    {
        PyVersion[] torches = [PyVersion.Parse("2.8.0+cu126"), PyVersion.Parse("2.8.0"), PyVersion.Parse("2.7.1")];
        IndexRoute.FindLinks templated = new("pyg", "https://x.example/torch-{torch}+{backend}.html", BackendName.Parse("cu126"));
        Assert.Equal(["https://x.example/torch-2.8.0+cu126.html", "https://x.example/torch-2.7.1+cu126.html"], templated.PagesFor(torches).Select(page => page.AbsoluteUri));
        IndexRoute.FindLinks plain = new("dgl", "https://x.example/{backend}/repo.html", BackendName.Parse("cu126"));
        Assert.Equal(["https://x.example/cu126/repo.html"], plain.PagesFor(torches).Select(page => page.AbsoluteUri));
    }

    [Theory]
    [InlineData("https://x.example/{torch}.html", true, null)]
    [InlineData("https://x.example/{torch}/", false, "only `{backend}` is replaced in an index")]
    [InlineData("https://x.example/{cuda}.html", true, "only `{torch}` and `{backend}` are replaced")]
    [InlineData("x.example", false, "not an address")]
    public void IsValidAddress_KnowsThePlaceholders(string address, bool isFindLinks, string? why)
    {
        Assert.Equal(why is null, UserSource.IsValidAddress(address, isFindLinks, out string? told));
        Assert.Equal(why, told);
    }

    private static IndexRouter Router(string channel = "stable") => new(s_catalogue, s_catalogue.FindChannel(channel)!, []);

    private static string Route(IndexRouter router, string package, string backend) =>
        router.Route(PackageName.Parse(package), s_catalogue.Find(BackendName.Parse(backend))!) switch
        {
            IndexRoute.Simple simple => $"{simple.Label} {simple.Root}",
            IndexRoute.FindLinks links => $"{links.Label} {links.PageFor(PyVersion.Parse("2.8.0+cu126"))}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
