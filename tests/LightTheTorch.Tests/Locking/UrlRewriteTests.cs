using LightTheTorch.Locking;

namespace LightTheTorch.Tests.Locking;

public sealed class UrlRewriteTests
{
    private const string Numpy = "https://files.pythonhosted.org/packages/aa/numpy-2.3.4%2Blocal-py3-none-any.whl";

    [Theory]
    [InlineData("https://files.pythonhosted.org=https://mirror.example/pypi", "https://mirror.example/pypi/packages/aa/numpy-2.3.4%2Blocal-py3-none-any.whl")]
    [InlineData("https://files.pythonhosted.org/=https://mirror.example/pypi/", "https://mirror.example/pypi/packages/aa/numpy-2.3.4%2Blocal-py3-none-any.whl")]
    [InlineData("HTTPS://Files.PythonHosted.org/packages=http://mirror.example:8080", "http://mirror.example:8080/aa/numpy-2.3.4%2Blocal-py3-none-any.whl")]
    [InlineData("https://files.pythonhosted.org=file:///srv/files", "file:///srv/files/packages/aa/numpy-2.3.4%2Blocal-py3-none-any.whl")]
    [InlineData("https://files.pythonhosted.org=https://user:a=b@mirror.example/", "https://user:a=b@mirror.example/packages/aa/numpy-2.3.4%2Blocal-py3-none-any.whl")]
    [InlineData("https://files.pythonhosted=https://mirror.example", Numpy)]
    [InlineData("https://files.pythonhosted.org/pack=https://mirror.example", Numpy)]
    [InlineData("http://files.pythonhosted.org=https://mirror.example", Numpy)]
    public void Apply_ReplacesTheBeginningAtASlash(string rule, string expected)
    {
        Assert.True(UrlRewrite.TryParse(rule, out UrlRewrite? rewrite));
        Assert.Equal(expected, UrlRewrite.Apply([rewrite], Numpy));
    }

    [Fact]
    public void Apply_TakesTheFirstRuleThatKnowsTheAddress()
    {
        string[] rules = ["https://download.pytorch.org=https://a.example", "https://files.pythonhosted.org/packages=https://b.example", "https://files.pythonhosted.org=https://c.example"];
        Assert.Equal(
            "https://b.example/aa/numpy-2.3.4%2Blocal-py3-none-any.whl",
            UrlRewrite.Apply(rules.Select(rule => UrlRewrite.TryParse(rule, out UrlRewrite? rewrite) ? rewrite : throw new ArgumentException(rule)), Numpy));
    }

    [Theory]
    [InlineData("")]
    [InlineData("=")]
    [InlineData("https://a.example")]
    [InlineData("https://a.example=")]
    [InlineData("=https://a.example")]
    [InlineData("a=b")]
    [InlineData("files.pythonhosted.org=https://a.example")]
    [InlineData("https://a.example=ftp://b.example")]
    [InlineData("https://a.example=https://b.example?token=1")]
    public void TryParse_RefusesWhatIsNoPairOfAddresses(string text) => Assert.False(UrlRewrite.TryParse(text, out _));
}
