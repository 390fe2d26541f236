using LightTheTorch.Targets;

namespace LightTheTorch.Tests.Targets;

public sealed class PlatformTests
{
    [Theory]
    [InlineData("linux_x86_64", "linux_x86_64", "2.28")]
    [InlineData("linux_x86_64:2.28", "linux_x86_64", "2.28")]
    [InlineData("linux_x86_64:2.5", "linux_x86_64:2.5", "2.5")]
    [InlineData("linux_aarch64:2.17", "linux_aarch64:2.17", "2.17")]
    [InlineData("musllinux_x86_64", "musllinux_x86_64", "1.2")]
    [InlineData("musllinux_aarch64:1.1", "musllinux_aarch64:1.1", "1.1")]
    [InlineData("macos_arm64", "macos_arm64", "14.0")]
    [InlineData("macos_arm64:13.0", "macos_arm64:13.0", "13.0")]
    [InlineData("macos_x86_64:10.15", "macos_x86_64:10.15", "10.15")]
    [InlineData("win_amd64", "win_amd64", null)]
    [InlineData("win_arm64", "win_arm64", null)]
    public void Parse_NamesThePlatformWithoutItsDefault(string text, string name, string? floor)
    {
        Platform platform = Platform.Parse(text);
        Assert.Equal(name, platform.Name);
        Assert.Equal(floor, platform.Floor?.ToString());
        Assert.Equal(platform, Platform.Parse(platform.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("linux")]
    [InlineData("Linux_x86_64")]
    [InlineData("linux_x86_64:")]
    [InlineData("linux_x86_64:2")]
    [InlineData("linux_x86_64:3.0")]
    [InlineData("linux_x86_64:2.4")] // before manylinux1
    [InlineData("linux_aarch64:2.16")] // before manylinux2014, the first for this processor
    [InlineData("linux_x86_64:2.280")]
    [InlineData("musllinux_x86_64:2.28")]
    [InlineData("macos_arm64:10.15")] // Apple's processor begins with macOS 11
    [InlineData("win_amd64:10.0")]
    public void TryParse_RefusesWhatIsNoPlatform(string text) => Assert.False(Platform.TryParse(text, out _));

    [Fact]
    public void Parse_NamesThePlatformsThereAre()
    {
        FormatException error = Assert.Throws<FormatException>(() => Platform.Parse("windows"));
        Assert.StartsWith("unknown platform `windows`, expected one of `linux_x86_64`, ", error.Message, StringComparison.Ordinal);
    }
}
