using LightTheTorch.Text;

namespace LightTheTorch.Tests.Text;

public sealed class SecretsTests
{
    [Theory]
    [InlineData("-i https://me:pass@host/simple x@y", "-i https://*******@host/simple x@y")]
    [InlineData("git+ssh://git@github.com/a@v1", "git+ssh://***@github.com/a@v1")]
    [InlineData("https://host/a@b", "https://host/a@b")]
    [InlineData("https://host?mail=a@b", "https://host?********")]
    [InlineData("-f https://me:pass@host/a.html?token=b&c=d#e '--x?y'", "-f https://*******@host/a.html?***********#e '--x?y'")]
    [InlineData("a @ \"https://host/a?b\" and what?", "a @ \"https://host/a?*\" and what?")]
    public void Mask_HidesUserInfoAndKeepsOffsets(string text, string expected) => Assert.Equal(expected, Secrets.Mask(text));

    [Theory]
    [InlineData("https://me:pass@host/simple?token=x", "https://host/simple")]
    [InlineData("https://host/a?b=c#sha256=00", "https://host/a#sha256=00")]
    [InlineData("file:///what?", "file:///what?")]
    public void Without_LeavesTheAddress(string text, string expected) => Assert.Equal(expected, Secrets.Without(text));
}
