using System.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Simple;

namespace LightTheTorch.Tests.Simple;

public sealed class JsonPageTests
{
    private static readonly Uri s_page = new("https://pypi.org/simple/foo/");

    [Fact]
    public void Parse_ReadsWhatPep691And700And714Say()
    {
        PageLink link = Assert.Single(Parse(
            """
            {"meta": {"api-version": "1.4", "_last-serial": "1", "tracks": [{"a": 1}]}, "name": "foo", "versions": ["1.0"], "project-status": {"status": "active"},
             "files": [{"filename": "foo-1.0-py3-none-any.whl", "url": "https://files.example/foo-1.0-py3-none-any.whl",
               "hashes": {"md5": "x", "sha256": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
               "core-metadata": {"sha256": "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"}, "dist-info-metadata": false,
               "requires-python": ">=3.9", "size": 12, "upload-time": "2026-01-02T03:04:05.678901Z", "yanked": "broken", "provenance": {"x": [1, 2]}}]}
            """));
        Assert.Equal("foo-1.0-py3-none-any.whl", link.FileName);
        Assert.Equal("https://files.example/foo-1.0-py3-none-any.whl", link.Url.AbsoluteUri);
        Assert.Equal(new string('a', 64), link.Sha256);
        Assert.True(link.HasMetadata);
        Assert.Equal(new string('b', 64), link.MetadataSha256);
        Assert.Equal(">=3.9", link.RequiresPython);
        Assert.Equal(12, link.Size);
        Assert.Equal("broken", link.Yanked);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(6789010), link.UploadTime);
    }

    [Theory]
    [InlineData("""{"yanked": true}""", "|False||")]
    [InlineData("""{"yanked": false}""", "null|False||")]
    [InlineData("""{"core-metadata": true}""", "null|True||")]
    [InlineData("""{"core-metadata": false, "dist-info-metadata": true}""", "null|False||")]
    [InlineData("""{"dist-info-metadata": {"sha512": "x"}}""", "null|True||")]
    [InlineData("""{"hashes": {"sha256": "short"}, "size": -1, "requires-python": null, "upload-time": "yesterday"}""", "null|False||")]
    [InlineData("""{"hashes": null, "size": "big", "requires-python": 3}""", "null|False||")]
    public void Parse_TakesWhatIsAbsentOrOddForNothing(string file, string expected)
    {
        PageLink link = Assert.Single(Parse($$"""{"files": [{"filename": "foo-1.0.tar.gz", "url": "foo-1.0.tar.gz", {{file[1..]}}]}"""));
        Assert.Equal(expected, $"{link.Yanked ?? "null"}|{link.HasMetadata}|{link.Sha256}{link.MetadataSha256}|{link.Size}{link.RequiresPython}{link.UploadTime}");
        Assert.Equal("https://pypi.org/simple/foo/foo-1.0.tar.gz", link.Url.AbsoluteUri);
    }

    [Theory]
    [InlineData("", "its JSON cannot be read")]
    [InlineData("[]", "it is no JSON object")]
    [InlineData("{}", "it has no `files`")]
    [InlineData("""{"files": 1}""", "its `files` are no array")]
    [InlineData("""{"files": [{"filename": "foo""", "its JSON cannot be read")]
    [InlineData("""{"meta": {"api-version": "2.0"}, "files": []}""", "its `api-version` is not 1")]
    [InlineData("""{"meta": {"api-version": 1}, "files": []}""", "its `api-version` is not 1")]
    public void Parse_SaysWhyAPageIsNone(string text, string expected)
    {
        LttException error = Assert.Throws<LttException>(() => Parse(text));
        Assert.Equal(DiagnosticCode.InvalidIndexPage, error.Diagnostics[0].Code);
        Assert.Equal($"`https://pypi.org/simple/foo/` is no page of a package index: {expected}", error.Diagnostics[0].Message);
    }

    [Fact]
    public void Parse_RefusesDepthWithoutFallingIntoIt() =>
        Assert.Throws<LttException>(() => Parse($$"""{"x": {{new string('[', 1_000_000)}}"""));

    private static System.Collections.Immutable.ImmutableArray<PageLink> Parse(string text) => JsonPage.Parse(Encoding.UTF8.GetBytes(text), s_page);
}
