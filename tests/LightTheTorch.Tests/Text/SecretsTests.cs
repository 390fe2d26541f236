using LightTheTorch.Text;

namespace LightTheTorch.Tests.Text;

public sealed class SecretsTests
{
    [Theory]
    [InlineData("-i https://me:pass@host/simple x@y", "-i https://*******@host/simple x@y")]
    [InlineData("git+ssh://git@github.com/a@v1", "git+ssh://***@github.com/a@v1")]
    [InlineData("https://host/a@b", "https://host/a@b")]
    [InlineData("https://host?mail=a@b", "https://host?mail=a@b")]
    public void Mask_HidesUserInfoAndKeepsOffsets(string text, string expected) => Assert.Equal(expected, Secrets.Mask(text));
}
