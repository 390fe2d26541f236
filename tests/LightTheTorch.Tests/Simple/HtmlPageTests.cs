using System.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Simple;

namespace LightTheTorch.Tests.Simple;

/// <summary>Lines as PyTorch's index has served them over the years, and what PEP 503 allows besides.</summary>
public sealed class HtmlPageTests
{
    private const string A = "c334eeb746b1ca896ba6be84d3a9796b1f9b74efa1a5a818662c9b9d59f97550";
    private const string B = "86107f52ff49e63a75c9d345374cac30140e053a12ffa728d676fee836e69022";

    private static readonly Uri s_page = new("https://download.pytorch.org/whl/cu128/torch/");

    [Theory]
    [InlineData(
        """<a href="/whl/cu128/torch-2.7.0%2Bcu128-cp313-cp313-manylinux_2_28_aarch64.whl" data-dist-info-metadata="sha256=B" data-core-metadata="sha256=B">torch-2.7.0+cu128-cp313-cp313-manylinux_2_28_aarch64.whl</a><br/>""",
        "torch-2.7.0+cu128-cp313-cp313-manylinux_2_28_aarch64.whl https://download.pytorch.org/whl/cu128/torch-2.7.0%2Bcu128-cp313-cp313-manylinux_2_28_aarch64.whl metadata=B")]
    [InlineData(
        """<a href="https://download-r2.pytorch.org/whl/cpu/torch-2.10.0%2Bcpu-cp312-cp312-win_amd64.whl#sha256=A" data-upload-time="2026-01-23T15:10:38Z">x</a>""",
        "torch-2.10.0+cpu-cp312-cp312-win_amd64.whl https://download-r2.pytorch.org/whl/cpu/torch-2.10.0%2Bcpu-cp312-cp312-win_amd64.whl sha256=A uploaded=2026-01-23")]
    [InlineData("""<a href="torch-0.1-cp27-cp27m-macosx_10_6_x86_64.whl">torch-0.1</a><br>""", "torch-0.1-cp27-cp27m-macosx_10_6_x86_64.whl https://download.pytorch.org/whl/cu128/torch/torch-0.1-cp27-cp27m-macosx_10_6_x86_64.whl")]
    [InlineData("""<a href="../../networkx-3.3.whl" data-requires-python="&gt;=3.10">n</a>""", "networkx-3.3.whl https://download.pytorch.org/whl/networkx-3.3.whl python=>=3.10")]
    [InlineData("""<a href="a-1.zip" data-yanked>a</a>""", "a-1.zip https://download.pytorch.org/whl/cu128/torch/a-1.zip yanked=")]
    [InlineData("""<a href="a-1.zip" data-yanked="bad &amp; ugly">a</a>""", "a-1.zip https://download.pytorch.org/whl/cu128/torch/a-1.zip yanked=bad & ugly")]
    [InlineData("""<a href="a-1.zip#md5=1&sha256=A" data-core-metadata="true" data-dist-info-metadata="sha256=B">a</a>""", "a-1.zip https://download.pytorch.org/whl/cu128/torch/a-1.zip sha256=A metadata")]
    [InlineData("""<a href="a-1.zip#sha256=xyz" data-core-metadata="false">a</a>""", "a-1.zip https://download.pytorch.org/whl/cu128/torch/a-1.zip")]
    [InlineData("""<A HREF = a-1.zip >a""", "a-1.zip https://download.pytorch.org/whl/cu128/torch/a-1.zip")]
    public void Parse_ReadsALink(string html, string expected) => Assert.Equal(Fill(expected), Show(Assert.Single(Parse(html))));

    [Theory]
    [InlineData("""<a href="../">up</a>""")]
    [InlineData("""<a>no address</a>""")]
    [InlineData("""<a href="http://[">broken</a>""")]
    [InlineData("""<a href="..%2F..%2Fetc%2Fpasswd.zip">out</a>""")]
    [InlineData("""<a href="a%5C..%5Cb.zip">out</a>""")]
    [InlineData("""<a href="a-1%1B[31m.zip">colour</a>""")]
    [InlineData("""<a href="a-1%E2%80%AE.zip">right to left</a>""")]
    [InlineData("""<a href="%2e%2e">up</a>""")]
    [InlineData("""<a href="C%3Aa.zip">drive</a>""")]
    [InlineData("""<!-- <a href="a-1.zip">a</a> -->""")]
    [InlineData("""<script>"<a href='a-1.zip'>"</script>""")]
    public void Parse_LeavesOutWhatLeadsToNoFile(string html) => Assert.Empty(Parse(html));

    [Fact]
    public void Parse_TakesLinksFromTheBaseOfThePage() =>
        Assert.Equal("https://other.example/p/a-1.zip", Assert.Single(Parse("""<html><head><base href="https://other.example/p/"></head><a href="a-1.zip">a</a>""")).Url.AbsoluteUri);

    [Fact]
    public void Parse_RefusesAnotherMajorVersion()
    {
        LttException error = Assert.Throws<LttException>(() => Parse("""<meta name="pypi:repository-version" content="2.0">"""));
        Assert.Contains("its repository version is not 1", error.Message, StringComparison.Ordinal);
        Assert.Empty(Parse("""<meta name="pypi:repository-version" content="1.9">"""));
    }

    private static System.Collections.Immutable.ImmutableArray<PageLink> Parse(string html) => HtmlPage.Parse(Encoding.UTF8.GetBytes(Fill(html)), s_page);

    private static string Fill(string text) => text.Replace("sha256=A", "sha256=" + A, StringComparison.Ordinal).Replace("=B", "=" + B, StringComparison.Ordinal).Replace("sha256=B", "sha256=" + B, StringComparison.Ordinal);

    private static string Show(PageLink link) => link.FileName + " " + link.Url.AbsoluteUri
        + (link.Sha256 is { } sha256 ? $" sha256={sha256}" : "")
        + (link.HasMetadata ? link.MetadataSha256 is { } metadata ? $" metadata={metadata}" : " metadata" : "")
        + (link.RequiresPython is { } python ? $" python={python}" : "")
        + (link.Yanked is { } yanked ? $" yanked={yanked}" : "")
        + (link.UploadTime is { } time ? $" uploaded={time:yyyy-MM-dd}" : "");
}
