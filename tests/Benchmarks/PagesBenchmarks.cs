using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using LightTheTorch.Index;
using LightTheTorch.IO.Simple;
using LightTheTorch.Names;
using LightTheTorch.Torch;

namespace LightTheTorch.Benchmarks;

/// <summary>Pages of an index that are in memory already: 2 MB of JSON as PyPI has it, 1.3 MB of HTML as PyTorch has it, and the names of the files.</summary>
[MemoryDiagnoser]
public class PagesBenchmarks
{
    private static readonly Uri s_pypi = new("https://pypi.org/simple/made-package/");
    private static readonly Uri s_pytorch = new("https://download.pytorch.org/whl/cu126/torch/");
    private static readonly HostAliases s_hosts = new([["download.pytorch.org", "download-r2.pytorch.org"]]);

    private byte[] _json = [];
    private byte[] _html = [];
    private byte[] _packed = [];
    private ImmutableArray<PageLink> _links = [];

    [GlobalSetup]
    public void MakePages()
    {
        _json = MadePages.Json(2_000_000);
        _html = MadePages.Html(1_300_000);
        _links = JsonPage.Parse(_json, s_pypi);
        _packed = PageLinks.Write(_links);
        if (List().Files.Length != _links.Length || ParseHtml() < 2_000) throw new InvalidOperationException("the made pages are not what an index serves");
    }

    [Benchmark]
    public int ParseJson() => JsonPage.Parse(_json, s_pypi).Length;

    [Benchmark]
    public int ParseHtml() => HtmlPage.Parse(_html, s_pytorch).Length;

    /// <summary>The JSON page as the cache keeps it.</summary>
    [Benchmark]
    public int ReadPacked() => PageLinks.Read(_packed).Length;

    /// <summary>The links of the JSON page to files: names, versions, tags, Pythons.</summary>
    [Benchmark]
    public ProjectListing List() => new ListingBuilder(PackageName.Parse("made-package"), s_hosts).Build(_links);
}
