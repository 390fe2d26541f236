using LightTheTorch.IO.Http;

namespace LightTheTorch.Tests.Http;

public sealed class NetrcTests
{
    [Theory]
    [InlineData("machine h login u password p", "u:p")]
    [InlineData("machine h\n\tlogin u\n\tpassword p\n", "u:p")]
    [InlineData("machine h password p login u", "u:p")]
    [InlineData("machine h user u account a password p", "u:p")]
    [InlineData("machine h login u password \"a \\\"b\\\" c\"", "u:a \"b\" c")]
    [InlineData("machine h login u password #p", "u:#p")]
    [InlineData("# machine h login x password x\nmachine h login u password p", "u:p")]
    [InlineData("machine other login x password x machine h login u password p", "u:p")]
    [InlineData("machine h login u password p\nmachine h login x password x", "u:p")]
    [InlineData("macdef init\ncd /pub\nmachine h login x password x\n\nmachine h login u password p", "u:p")]
    [InlineData("machine H login u password p", "u:p")]
    [InlineData("garbage machine h login u password p", "u:p")]
    [InlineData("machine h password p", ":p")]
    [InlineData("machine h login", ":")]
    [InlineData("machine h login \"", ":")]
    [InlineData("default login u password p", null)]
    [InlineData("machine", null)]
    [InlineData("macdef", null)]
    [InlineData("", null)]
    public void Find_ReadsTheHostsEntry(string text, string? expected) =>
        Assert.Equal(expected, Netrc.Parse(text).Find("h") is { } login ? $"{login.User}:{login.Password}" : null);

    [Fact]
    public void ALogin_IsNotPrintedByAccident() => Assert.Equal("a login", new Netrc.Login("me", "secret").ToString());
}
