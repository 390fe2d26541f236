using LightTheTorch.Cli.Pip;

namespace LightTheTorch.Tests.Cli.Pip;

public sealed class PipConfigurationTests
{
    // as `pip config list` of 22.3.1 and 26.3 prints it
    private const string Listed = """
        For variant 'user', will try loading '/home/me/.pip/pip.conf'
        :env:.extra-index-url='https://one.example/simple https://two.example/simple'
        :env:.no-input='1'
        global.index-url='https://user:it\'s secret@mirror.example/simple'
        global.find-links="\nhttps://x.example/it's.html\n./wheels"
        install.extra-index-url='https://three.example/simple'
        install.pre='true'
        wheel.find-links=''
        """;

    [Theory]
    [InlineData("install", "index-url", "https://user:it's secret@mirror.example/simple")]
    [InlineData("install", "extra-index-url", "https://one.example/simple https://two.example/simple")] // a variable counts before a file
    [InlineData("install", "pre", "true")]
    [InlineData("wheel", "pre", null)]
    [InlineData("wheel", "find-links", "\nhttps://x.example/it's.html\n./wheels")]                      // an empty value says nothing
    [InlineData("install", "no-input", "1")]
    [InlineData("install", "nothing", null)]
    public void Value_IsTheOneThatPipTakes(string subcommand, string key, string? value) => Assert.Equal(value, PipConfiguration.Parse(Listed).Value(subcommand, key));

    [Fact]
    public void List_IsTakenApartAtWhiteSpace() => Assert.Equal(["https://x.example/it's.html", "./wheels"], PipConfiguration.Parse(Listed).List("install", "find-links"));

    [Fact]
    public void InFiles_LeavesOutVariables() => Assert.DoesNotContain(PipConfiguration.Parse(Listed).InFiles, setting => setting.Section.StartsWith(':'));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("global.index-url=")]
    [InlineData("global.index-url='")]
    [InlineData(".='x'")]
    [InlineData("WARNING: something = 'else'")]
    public void Parse_SkipsWhatIsNoSetting(string line) => Assert.DoesNotContain(PipConfiguration.Parse(line).Settings, setting => setting.Key == "index-url");
}
