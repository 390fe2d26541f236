using System.Collections.Immutable;
using System.Text;
using LightTheTorch.IO.Simple;

namespace LightTheTorch.Tests.Simple;

public sealed class PageLinksTests
{
    private static readonly Uri s_page = new("https://pypi.org/simple/foo/");

    [Theory]
    [InlineData("""{"files": []}""")]
    [InlineData("""{"files": [{"filename": "a-1.zip", "url": "a-1.zip"}, {"filename": "a-1.zip", "url": "a-1.zip"}]}""")]
    [InlineData("""{"files": [{"filename": "a-1.zip", "url": "https://x/y/a-1.zip"}, {"filename": "a-10.zip", "url": "https://x/y/a-10.zip"}, {"filename": "b", "url": "https://x/y/a-1"}]}""")]
    [InlineData("""{"files": [{"filename": "", "url": ""}, {"filename": "é-1.zip", "url": "é-1.zip"}, {"filename": "javascript", "url": "javascript:alert(1)"}]}""")]
    [InlineData("""{"files": [{"filename": "a+b-1.zip", "url": "a%2Bb-1.zip", "requires-python": ">=3", "yanked": true, "size": 0}, {"filename": "c", "url": "c", "requires-python": ">=3", "yanked": "x", "size": 9223372036854775807}]}""")]
    public void Read_GivesBackWhatWasWritten(string page)
    {
        ImmutableArray<PageLink> links = JsonPage.Parse(Encoding.UTF8.GetBytes(page), s_page);
        Assert.Equal(links.Select(Show), PageLinks.Read(PageLinks.Write(links)).Select(Show));
    }

    [Fact]
    public void Read_GivesBackTheRecordedPages()
    {
        foreach (string path in Directory.EnumerateFiles(RepoRoot.At("fixtures", "index"), "index.*", SearchOption.AllDirectories))
        {
            byte[] page = File.ReadAllBytes(path);
            ImmutableArray<PageLink> links = path.EndsWith("json", StringComparison.Ordinal) ? JsonPage.Parse(page, s_page) : HtmlPage.Parse(page, s_page);
            byte[] packed = PageLinks.Write(links);
            Assert.True(packed.Length < page.Length, path);
            Assert.Equal(links.Select(Show), PageLinks.Read(packed).Select(Show));
        }
    }

    // A record's equality would do but for addresses, which are equal when they only mean the same.
    private static string Show(PageLink link) => link + " " + link.Url.AbsoluteUri;
}
