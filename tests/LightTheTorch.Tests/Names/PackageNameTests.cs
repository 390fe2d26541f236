using LightTheTorch.Names;

namespace LightTheTorch.Tests.Names;

public sealed class PackageNameTests
{
    [Theory]
    [InlineData("Flask", "flask")]
    [InlineData("zope.interface", "zope-interface")]
    [InlineData("nvidia__cublas-_-cu12", "nvidia-cublas-cu12")]
    public void Parse_FoldsCaseAndSeparators(string text, string expected) => Assert.Equal(expected, PackageName.Parse(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("-torch")]
    [InlineData("torch_")]
    [InlineData("to rch")]
    public void TryParse_RefusesWhatIsNoName(string text) => Assert.False(PackageName.TryParse(text, out _));
}
